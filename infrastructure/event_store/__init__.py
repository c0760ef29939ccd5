"""The append-only log on PostgreSQL; the eventsourcing library is known in here and nowhere else."""
