"""The plan of the house, read from the disk and from the import contracts; nothing here is a list of rooms."""

import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "wijkwerk"
FLOORS = ["foundation", "domain"]  # from below
DOORS = ["wijkwerk.api", "wijkwerk.web"]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def contract(name: str) -> dict:
    return next(each for each in PYPROJECT["tool"]["importlinter"]["contracts"] if each["name"] == name)


def rooms() -> list[str]:
    """wijkwerk.domain.signals, …: every folder on a floor that is a package."""
    found = [path.parent for floor in FLOORS for path in (SOURCE / floor).glob("*/__init__.py")]
    return sorted(f"wijkwerk.{path.parent.name}.{path.name}" for path in found)


def steps() -> dict[str, int]:
    """How high each room and door stands; those on one line stand equally high."""
    lines = [
        [f"wijkwerk.{floor}.{room.strip()}" for room in line.split("|")]
        for floor, name in (("foundation", "The stair of the foundation"), ("domain", "The stair of the domain"))
        for line in reversed(contract(name)["layers"])
    ] + [DOORS]
    return {room: height for height, line in enumerate(lines) for room in line}


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("wijkwerk.") and not is_of_test(model)]


def is_of_test(model: type[Model]) -> bool:
    return ".tests." in model.__module__


def room_of(model: type[Model]) -> str:
    return apps.get_app_config(model._meta.app_label).name


def python_files(folder: Path = SOURCE) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "node_modules" not in path.parts)


def templates() -> dict[str, Path]:
    """Each template of ours by the name that a view calls it."""
    return {
        str(path.relative_to(folder)): path
        for folder in sorted(SOURCE.rglob("templates"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def files_of_the_project() -> list[Path]:
    """What is or would be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]
