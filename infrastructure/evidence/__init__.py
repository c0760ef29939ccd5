"""The log outside the database: sealing it, publishing it, and having it witnessed."""
