"""Connections, migrations and roles."""
