"""What this machine has that the full run of the tests needs, and how to get what it lacks."""

import ctypes
import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNTRY = ROOT.parent / "shared" / "data"
OLDEST_POSTGRESQL = 15

NO_POSTGRESQL = f"there is no PostgreSQL {OLDEST_POSTGRESQL} or newer here (apt-get install postgresql)"
NO_CHROMIUM = "there is no Chromium here, or not what drives it (apt-get install chromium libatomic1)"
NO_COUNTRY = "the folder ../shared/data, with the real areas of the whole country, is not here"


def nothing_may_be_left_out() -> bool:
    return bool(os.environ.get("CI"))


def chromium() -> str | None:
    try:
        ctypes.CDLL("libatomic.so.1")  # the program inside Playwright that drives the browser needs it
    except OSError:
        return None
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((found for name in names if name and (found := shutil.which(name))), None)


def postgresql() -> Path | None:
    """The folder of the newest PostgreSQL server's programs; Debian keeps them off the PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return next((folder for folder in folders if _version(folder) >= OLDEST_POSTGRESQL), None)


def _version(folder: Path) -> int:
    if not all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return 0
    told = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    number = re.search(r"(\d+)", told)
    return int(number[1]) if number else 0


def country() -> Path | None:
    return COUNTRY if COUNTRY.is_dir() else None
