"""The verifier's face: `./run verify`, and one file that runs with python3 alone."""
