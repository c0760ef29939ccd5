"""Attacks on the evidence, and whether they are found out: `./test --evidence` prints the table."""
