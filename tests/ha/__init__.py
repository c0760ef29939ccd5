"""More than one machine: the service on a cluster whose primary is killed."""
