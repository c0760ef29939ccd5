"""What tests share: a server, a service, a client, and cases to try things on."""
