"""CPU and memory of processes, as the kernel counts them: /proc/<pid>/stat and /proc/<pid>/smaps_rollup."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def parents() -> dict[int, int]:
    """The parent of each process."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and (fields := _stat(int(folder.name))):
            found[int(folder.name)] = int(fields[1])
    return found


def tree(root: int) -> list[int]:
    """A process and all that came from it."""
    parent = parents()
    found = [root] if root in parent else []
    for pid in found:  # grows while we walk
        found.extend(child for child, its in parent.items() if its == pid)
    return found


def cpu(pids: Iterable[int]) -> float:
    """Seconds of CPU that these processes, and children of theirs that have ended, have had."""
    ticks = 0
    for pid in pids:
        if fields := _stat(pid):
            ticks += sum(int(field) for field in fields[11:15])  # utime, stime, cutime, cstime
    return ticks / TICK


def memory(pids: Iterable[int]) -> float:
    """MiB that these processes take; what they share with others is divided fairly (PSS)."""
    kib = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kib += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kib / 1024


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name; empty when the process is gone."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return []
    return line[line.rindex(")") + 2 :].split()
