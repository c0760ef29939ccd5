"""Everything that can fail for reasons not of the office's making."""
