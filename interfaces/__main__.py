"""`python -m interfaces`: one verb of the command line, or without a verb the whole service."""

import os
import sys

from interfaces import forking


def begin() -> int:
    """Carry out the command line of this process and return its exit code."""
    if not sys.argv[1:]:
        # In the environment itself: the parts of the service read their own settings.
        os.environ.setdefault("HUYING_DEMO", "1")
        forking.warm_up()
    try:
        # Only now: the process that forks the parts imports the same on another core.
        from interfaces.entry import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(begin())
