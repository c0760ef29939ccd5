"""More than one machine: the service on a cluster whose primary is killed, behind a pooler, on replicas."""

CITUS = "HUYING_CITUS_URL"
"""The environment variable that names a Citus coordinator, as its superuser, for `./test --ha --citus`."""
