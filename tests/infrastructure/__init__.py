"""Adapters on their own: settings, ledgers, search words, receipt codes, and the files an office hands in."""
