"""`./test --ha`: run the tests of more than one machine, and say what they came to."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import pytest

from tests.ha import CITUS

FOLDER = Path(__file__).parent


def main() -> int:
    """Run them; with --json the figures are the last line of stdout, and all words go to stderr."""
    parser = argparse.ArgumentParser(prog="./test --ha")
    parser.add_argument("--kills", type=int, default=10, help="primaries killed; default 10")
    parser.add_argument("--json", action="store_true", help="figures as the last line of stdout")
    parser.add_argument("--citus", action="store_true", help="on the Citus coordinator that HUYING_CITUS_URL names")
    asked = parser.parse_args()
    if asked.citus and not os.environ.get(CITUS):
        print(f"{CITUS} must name a Citus coordinator: postgresql://postgres:…@host/database", file=sys.stderr)
        return 2
    stdout = os.dup(1)
    if asked.json:
        os.dup2(2, 1)
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        marked = ["-m", "citus" if asked.citus else "ha and not citus"]
        options = ["--ha", f"--kills={asked.kills}", f"--figures={figures}", "-n", "0", "-q", *marked]
        status = int(pytest.main([*options, str(FOLDER)]))
        if asked.json and figures.exists():
            os.write(stdout, figures.read_bytes() + b"\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
