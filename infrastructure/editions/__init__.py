"""Dated rules as data: policy editions from TOML, working-day calendars year by year."""
