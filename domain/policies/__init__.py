"""Clocks and limits: what the office's rules fix by number, as dated data."""
