"""A history nobody can quietly rewrite: the log's entries, its tree, its signatures, and the checks an auditor runs.

Standard library alone, so that an auditor needs nothing but python3. Formats: RFC 6962 (tree), RFC 8785 (entries),
C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-proof, tlog-policy.
"""
