"""Imported by the process that forks the others: everything any of them needs, kept out of the collector's way."""

import gc
import os
import signal

# Out of reach of what is meant for the service: it must outlive its children to say how they ended, and ends with it.
os.setsid()
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)

gc.disable()
try:
    import interfaces.entry
    import interfaces.serving  # noqa: F401
finally:
    gc.enable()
    gc.freeze()
