"""Proofs that the service does what it says."""
