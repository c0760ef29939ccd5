"""Measurements: ours beside a peer or a floor, interleaved in one run, as ratios. Run by `./test --bench`."""
