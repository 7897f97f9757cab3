"""A PostgreSQL server of our own for as long as a run takes, reached by a socket; its data is thrown away, or kept."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing in it has to survive, so nothing waits for the disk.
IN_A_HURRY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


@contextmanager
def private_server(
    programs: Path, settings: dict[str, str] | None = None, *, kept_in: Path | None = None
) -> Iterator[str]:
    """Start a server, hand out its DATABASE_URL, stop it and throw it away, whatever happens.

    With `kept_in` the data stays in that folder, and the next server begins with it.
    """
    folder = Path(tempfile.mkdtemp(prefix="wijkwerk-postgresql-"))
    home = folder if kept_in is None else kept_in.absolute()
    home.mkdir(parents=True, exist_ok=True)
    user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        owner = pwd.getpwnam("postgres")
        for each in {folder, home}:
            os.chown(each, owner.pw_uid, owner.pw_gid)
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]

    def call(program: str, *words: str) -> None:
        command = [*user, str(programs / program), "--pgdata", str(home / "data"), *words]
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            raise SystemExit(f"{program} failed:\n{(folder / 'log').read_text()}")

    # room for two test processes that each let fifty come in at once, and for what serves pages meanwhile
    options = {"listen_addresses": "", "unix_socket_directories": str(folder), "max_connections": "250"}
    options |= IN_A_HURRY if settings is None else settings
    with (folder / "log").open("w") as log:
        try:
            if not (home / "data" / "PG_VERSION").exists():
                call(
                    "initdb", "--username=wijkwerk", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"
                )
            call("pg_ctl", "start", "--wait", "--silent", "-o", " ".join(f"-c {k}='{v}'" for k, v in options.items()))
            try:
                yield f"postgresql://wijkwerk@{quote(str(folder), safe='')}/postgres"
            finally:
                call("pg_ctl", "stop", "--wait", "--silent", f"--mode={'immediate' if kept_in is None else 'fast'}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
