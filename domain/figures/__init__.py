"""指标: the office's figures, each line of which is a step of a case that was or was not as it should be."""
