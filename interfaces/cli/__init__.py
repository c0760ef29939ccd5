"""The command line: the same commands, the same words."""
