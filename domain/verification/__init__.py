"""What an auditor checks without trusting anybody: a log, a case's bundle, a voter's receipt (EVIDENCE §2.9).

Standard library alone. Keys and policy never come from what is being checked.
"""
