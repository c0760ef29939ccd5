"""Imported by the process that forks the others: everything any of them needs, kept out of the collector's way."""

import gc

gc.disable()
import interfaces.entry  # noqa: E402
import interfaces.serving  # noqa: E402, F401

gc.enable()
gc.freeze()
