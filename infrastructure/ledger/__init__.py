"""Old ledgers: XLSX and CSV files as offices have them."""
