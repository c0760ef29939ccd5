"""What the office does, in order: load, fold, decide, append. No I/O of its own."""
