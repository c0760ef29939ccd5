"""Exports that are files of a library's own making."""
