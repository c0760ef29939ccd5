"""The suggestion: what may be asked, what has happened, and the rules between the two."""
