"""Where the examples are kept, and how a program reaches one: under var/bench, used again when they are there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from tools import machine
from tools.postgres import private_server

HERE = Path(os.environ.get("WIJKWERK_BENCH") or machine.ROOT / "var" / "bench").absolute()
DATABASES = ("sqlite", "postgresql")
SIZES = ("tiny", "small", "large")
# Rows that are lost when the machine stops are made again.
FILLING = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off", "max_wal_size": "16GB"}


@dataclass(frozen=True)
class Example:
    """One example in one database."""

    database: str
    size: str
    url: str = ""  # of the database; empty for SQLite, which lies in the folder

    @property
    def name(self) -> str:
        return f"{self.database}-{self.size}"

    @property
    def folder(self) -> Path:
        return HERE / self.name

    @property
    def postmaster(self) -> int | None:
        """The process of the database server; SQLite has none."""
        if not self.url:
            return None
        return int((HERE / "postgresql" / "data" / "postmaster.pid").read_text().splitlines()[0])

    def environment(self, **more: str) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEBUG")}
        own |= {"WIJKWERK_DATA": str(self.folder), "LOG_LEVEL": "ERROR"}
        own |= {"PYTHONPATH": f"{machine.ROOT / 'src'}{os.pathsep}{machine.ROOT}"}  # this tree, whatever is installed
        own |= {"DJANGO_SETTINGS_MODULE": "wijkwerk.config.settings"}
        return own | ({"DATABASE_URL": self.url} if self.url else {}) | more

    def run(self, module: str, *words: str) -> str:
        """A module of the bench, within the program, on this example: what it prints."""
        command = [sys.executable, "-m", "bench.within", module, *words]
        done = subprocess.run(
            command, cwd=machine.ROOT, env=self.environment(), check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout


@contextmanager
def server(database: str, *, to_fill: bool) -> Iterator[str]:
    """The address of the database server while it is needed; empty for SQLite, which needs none.

    As it comes, but for its buffers: an eighth of the memory of the machine, which is modest.
    """
    if database == "sqlite":
        yield ""
        return
    programs = machine.postgresql()
    if programs is None:
        raise SystemExit(machine.NO_POSTGRESQL)
    buffers = min(4096, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20 // 8)
    settings = {"shared_buffers": f"{buffers}MB"} | (FILLING if to_fill else {})
    with private_server(programs, settings, kept_in=HERE / "postgresql") as url:
        yield url


def example(database: str, size: str, server_url: str) -> Example:
    """An example of this size; on PostgreSQL in a database of that name, which is made when it is not there."""
    if not server_url:
        return Example(database, size)
    import psycopg  # only where it is needed

    with psycopg.connect(server_url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [size]).fetchone()
        if known is None:
            connection.execute(f"CREATE DATABASE {size}")
    return Example(database, size, server_url.rsplit("/", 1)[0] + f"/{size}")


def connection_words(url: str) -> str:
    """A DATABASE_URL as libpq wants it."""
    parts = urlsplit(url)
    words: Mapping[str, str | None] = {
        "host": unquote(parts.netloc.rpartition("@")[2].partition(":")[0]),
        "port": str(parts.port) if parts.port else None,
        "user": parts.username,
        "password": parts.password,
        "dbname": parts.path.lstrip("/"),
        **{name: values[0] for name, values in parse_qs(parts.query).items()},
    }
    return " ".join(f"{name}='{value}'" for name, value in words.items() if value)
