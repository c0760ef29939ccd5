"""PgBouncer in transaction mode in front of the cluster: each statement may run on another server connection."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg.conninfo import make_conninfo

from tests.ha.cluster import PASSWORD, PATH, Cluster
from tests.ha.processes import bench, wait_until
from tests.support.tree import free_port

CONNECTIONS = 3
"""Server connections per role and database: fewer than callers, so that they take turns."""
INI = """\
[databases]
* = host=127.0.0.1 port={port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {users}
pool_mode = transaction
default_pool_size = {size}
max_client_conn = 200
server_round_robin = 1
"""
"""In turn, not the latest first: no two statements of one caller run on one connection but by chance."""
ROLES = ("huying_app", "huying_keeper", "huying_sealer")


@contextmanager
def pooled(cluster: Cluster, database: str) -> Iterator[dict[str, str]]:
    """Settings of a service that reaches its database through the pooler; tables are changed past it."""
    listen = free_port()
    with bench() as folder:
        users = folder.written("users.txt", "".join(f'"{role}" "{PASSWORD}"\n' for role in ROLES))
        text = INI.format(port=cluster.write_port, listen=listen, users=users, size=CONNECTIONS)
        folder.start("pgbouncer", ["pgbouncer", folder.written("pgbouncer.ini", text)], {"PATH": PATH})

        def url(role: str) -> str:
            return make_conninfo(host="127.0.0.1", port=listen, user=role, password=PASSWORD, dbname=database)

        def listening() -> bool:
            with suppress(OSError), socket.create_connection(("127.0.0.1", listen), timeout=2):
                return True
            return False

        wait_until(listening, lambda: folder.last_words("pgbouncer"))
        names = ("HUYING_DATABASE_URL", "HUYING_KEEPER_DATABASE_URL", "HUYING_SEALER_DATABASE_URL")
        told = {name: url(role) for name, role in zip(names, ROLES, strict=True)}
        yield told | {"HUYING_ADMIN_DATABASE_URL": cluster.url("postgres", database=database)}


@contextmanager
def database_of(cluster: Cluster, name: str) -> Iterator[str]:
    """A database of a test's own."""
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0".encode())
    try:
        yield name
    finally:
        with suppress(psycopg.Error), psycopg.connect(cluster.url("postgres"), autocommit=True) as conn:
            conn.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
