"""The rules of the office: pure functions and frozen facts, standard library only."""
