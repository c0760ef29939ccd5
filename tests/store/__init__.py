"""The log, its views and the keeper of keys, on a real PostgreSQL."""
