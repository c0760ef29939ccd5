"""The service's settings: read once, all faults reported at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import psycopg
from psycopg.conninfo import conninfo_to_dict

KNOWN = {
    "HUYING_DATABASE_URL": "DSN the service runs by; several hosts may be named. Without it: the server in HUYING_VAR.",
    "HUYING_ADMIN_DATABASE_URL": "DSN that may change tables, for `migrate` and `rebuild`.",
    "HUYING_KEEPER_DATABASE_URL": "DSN of the keeper of keys to personal text.",
    "HUYING_SEALER_DATABASE_URL": "DSN of the sealer, which signs the log's heads.",
    "HUYING_READ_DATABASE_URL": "DSN of replicas, which answer lists where they are not behind. Default: the first.",
    "HUYING_ORIGIN": "Name of the log, for ever. Default huying.local/ and the jurisdiction.",
    "HUYING_TRUST_POLICY": "Logs and witnesses trusted (C2SP tlog-policy); the sealer asks those with a URL.",
    "HUYING_TSA_URL": "Time stamp authority (RFC 3161) that stamps a head once a day.",
    "HUYING_HOST": "Address to serve on. Default 127.0.0.1.",
    "HUYING_PORT": "Port to serve on. Default 8000.",
    "HUYING_VAR": "Folder for database files, keys, imports and credentials. Default ./var.",
    "HUYING_DEMO": "1: `./run` without a verb issues demo sign-ins. Default 1 there, else 0.",
    "HUYING_JURISDICTION": "Division code, 6, 9 or 12 digits (GB/T 2260, GB/T 10114). Default 000000.",
    "HUYING_REGION": "Name of the region as documents print it, such as 青石区. Default 本区.",
    "HUYING_TIME_ZONE": "The office's zone. Default Asia/Shanghai.",
    "HUYING_WORKERS": "Processes that serve HTTP. Default 1.",
    "HUYING_SWEEP_SECONDS": "Seconds between two sweeps of the running service. Default 300.",
    "HUYING_OIDC_ISSUER": "OpenID provider people may sign in by; with the two below.",
    "HUYING_OIDC_CLIENT_ID": "What the provider calls this service.",
    "HUYING_OIDC_CLIENT_SECRET": "The secret it gave to this service.",
    "HUYING_POLICIES": "Folder of the office's own policy editions (TOML).",
    "HUYING_LOG_LEVEL": "debug, info, warning or error. Default info.",
}
"""Every name a setting may have, and what it means."""

MOST_WORKERS = 16
_LEVELS = ("debug", "info", "warning", "error")
_TRUE = ("1", "y", "yes", "t", "true", "on")


class SettingsError(ValueError):
    """Settings are missing or wrong; the message lists every one of them."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the service was told. Paths are absolute."""

    database_url: str | None
    admin_database_url: str | None
    keeper_database_url: str | None
    sealer_database_url: str | None
    read_database_url: str | None
    origin: str
    trust_policy: Path | None
    tsa_url: str | None
    host: str
    port: int
    var: Path
    demo: bool
    jurisdiction: str
    region: str
    time_zone: str
    workers: int
    sweep_seconds: int
    policies: Path | None
    log_level: str
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = field(default=None, repr=False)

    @property
    def schema(self) -> str:
        """One jurisdiction, one schema."""
        return f"huying_{self.jurisdiction}"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read settings. Raises `SettingsError` naming all faults."""
        reader = _Reader(environ)
        jurisdiction = reader.matching("HUYING_JURISDICTION", "000000", r"\d{6}|\d{9}|\d{12}", "6, 9 or 12 digits")
        log = f"huying.local/{jurisdiction}"
        settings = cls(
            database_url=reader.dsn("HUYING_DATABASE_URL"),
            admin_database_url=reader.dsn("HUYING_ADMIN_DATABASE_URL"),
            keeper_database_url=reader.dsn("HUYING_KEEPER_DATABASE_URL"),
            sealer_database_url=reader.dsn("HUYING_SEALER_DATABASE_URL"),
            read_database_url=reader.dsn("HUYING_READ_DATABASE_URL"),
            origin=reader.matching("HUYING_ORIGIN", log, r"[a-z0-9./-]+", "small letters, digits, . / or -"),
            trust_policy=reader.path("HUYING_TRUST_POLICY"),
            tsa_url=reader.text("HUYING_TSA_URL", "") or None,
            host=reader.text("HUYING_HOST", "127.0.0.1"),
            port=reader.number("HUYING_PORT", 8000, 1, 65535),
            var=Path(reader.text("HUYING_VAR", "var")).absolute(),
            demo=reader.choice("HUYING_DEMO", "0", ("0", "1")) == "1",
            jurisdiction=jurisdiction,
            region=reader.matching("HUYING_REGION", "本区", r"[\u4e00-\u9fff]{2,20}", "2 to 20 Chinese characters"),
            time_zone=reader.zone("HUYING_TIME_ZONE", "Asia/Shanghai"),
            workers=reader.number("HUYING_WORKERS", 1, 1, MOST_WORKERS),
            sweep_seconds=reader.number("HUYING_SWEEP_SECONDS", 300, 1, 86_400),
            policies=reader.path("HUYING_POLICIES"),
            log_level=reader.choice("HUYING_LOG_LEVEL", "info", _LEVELS),
            **reader.together("oidc_issuer", "oidc_client_id", "oidc_client_secret"),
        )
        reader.finish()
        return settings


class _Reader:
    """Reads single settings and collects what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._faults = [
            f"{name}: no such setting" for name in environ if name.startswith("HUYING_") and name not in KNOWN
        ]
        if environ.get("POSTGRES_ENABLE_DB_FUNCTIONS", "").strip().lower() in _TRUE:
            # The library's SQL function takes no lock: a reader that follows the log loses events.
            self._faults.append("POSTGRES_ENABLE_DB_FUNCTIONS: must not be set, readers would lose events")

    def text(self, name: str, default: str) -> str:
        # A bare locale hands bytes on as surrogates; a region's name is UTF-8 wherever the service runs.
        told = self._environ.get(name, "").encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return told.strip() or default

    def fault(self, name: str, rule: str) -> None:
        self._faults.append(f"{name}: {rule}")

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not value.isdigit() or not least <= int(value) <= most:
            self.fault(name, f"must be a whole number from {least} to {most}")
            return default
        return int(value)

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in choices:
            self.fault(name, f"must be one of {', '.join(choices)}")
        return value

    def matching(self, name: str, default: str, pattern: str, rule: str) -> str:
        value = self.text(name, default)
        if not re.fullmatch(pattern, value, re.ASCII):
            self.fault(name, f"must have {rule}")
        return value

    def path(self, name: str) -> Path | None:
        value = self.text(name, "")
        return Path(value).absolute() if value else None

    def together(self, *names: str) -> dict[str, str | None]:
        """Settings, by their fields, that mean something only all together."""
        told = {name: self.text(f"HUYING_{name.upper()}", "") or None for name in names}
        for name, value in told.items():
            if value is None and any(told.values()):
                self.fault(f"HUYING_{name.upper()}", "is needed together with the others of its kind")
        return told

    def zone(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            self.fault(name, "is not a known time zone")
        return value

    def dsn(self, name: str) -> str | None:
        value = self.text(name, "")
        if not value:
            return None
        try:
            told: dict[str, Any] = dict(conninfo_to_dict(value))
        except psycopg.ProgrammingError:
            self.fault(name, "is not a PostgreSQL DSN")
            return None
        if not told.get("dbname"):
            self.fault(name, "must name a database")
        return value

    def finish(self) -> None:
        if self._faults:
            raise SettingsError(sorted(self._faults))
