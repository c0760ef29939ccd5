"""The command line: each test runs the real process on a store of its own."""
