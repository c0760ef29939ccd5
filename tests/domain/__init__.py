"""The rules of the office, one file per phase of a case."""
