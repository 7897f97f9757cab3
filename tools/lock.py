"""Writes requirements/*.txt from pyproject.toml, and tells when they have drifted apart.

Versions that are locked stay as they are; `--upgrade` takes the newest that pyproject.toml allows. Each file begins
with the lines it was made from, so that drift is seen without a network. Addresses of registries never come in: where
packages are fetched from is each machine's own affair.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Each file, with those that it must agree with.
FILES: dict[str, list[str]] = {
    "boot": [],
    "run": [],
    "planner": ["run"],
    "test": ["run", "planner"],
    "tools": ["run", "planner", "test"],
    "front-end": [],
}


def path_of(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def wanted(name: str) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines: list[str] = project["project"]["dependencies"] if name == "run" else project["dependency-groups"][name]
    return sorted(lines, key=str.lower)


def header_of(name: str) -> str:
    lines = ["# Made by `make lock` from these lines of pyproject.toml:", *(f"#   {line}" for line in wanted(name))]
    return "\n".join(lines) + "\n\n"


def lock(name: str, *extra: str) -> None:
    path = path_of(name)
    source = ["pyproject.toml"] if name == "run" else ["--group", name]
    constraints = [word for other in FILES[name] for word in ("--constraint", str(path_of(other)))]
    command = ["pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"]
    command += ["--no-header", "--annotation-style", "line", "--no-emit-package", "wijkwerk"]
    command += [*constraints, *extra, "--output-file", str(path), *source]
    subprocess.run([ROOT / ".boot" / "bin" / "uv", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    path.write_text(header_of(name) + path.read_text().removeprefix(header_of(name)))


def drifted() -> list[str]:
    """The files that were not made from what pyproject.toml says now."""
    return [
        name
        for name in FILES
        if not path_of(name).exists() or not path_of(name).read_text().startswith(header_of(name))
    ]


def main(words: list[str]) -> int:
    if words == ["--check"]:
        for name in drifted():
            print(f"requirements/{name}.txt was not made from what pyproject.toml says now: run `make lock`")
        return 1 if drifted() else 0
    for name in FILES:
        lock(name, *words)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
