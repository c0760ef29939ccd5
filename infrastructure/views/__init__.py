"""Views: each a table computed from the log, its projection and its reader, in one file. None knows another."""
