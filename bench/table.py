"""What was found, as an aligned table with the goal beside it. A goal that is missed is told, nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.pages import Asked

TITLES = {
    "list": "work list, new",
    "list-deep": "work list, everything, half-way",
    "list-words": "work list, everything with a rare word",
    "signal": "page of a signal",
    "public": "public map and list",
    "report": "a new report",
    "search": "search page, common word",
    "api": "API, list of signals",
    "bare": "nothing",
    "empty": "nothing, behind all middleware",
}
WORKSHOP = {
    "code": "an item by its code",
    "name": "people by the beginning of a name",
    "lend": "an item goes out",
    "return": "an item comes back",
    "catalogue": "a page of the catalogue, free today",
    "reach": "reach over five years",
}
PLANS = {
    "thread": "thread of an item with 5,000 sources",
    "document": "plan of an area as data",
    "pdf": "the same as tagged PDF, beside the PDF alone",
    "board": "year plan, 60 areas by 12 months of 10 years",
    "evaluation": "numbers of an evaluation, area with 200,000 signals",
    "count": "counting those signals by subject, once an hour",
}
BUDGETS = {
    "ledger": "ledger of a fund with 100,000 entries",
    "grants": "a grant from one pot, eight at the same moment",
}
VOTES = {
    "greedy": "count of 100 projects × 10,000 votes, most votes first",
    "shares": "the same by equal shares, the rest by votes",
    "raised": "the same by equal shares, raised step by step",
}
MOST_FLOORS = {"api": 3.0}  # of the work list the goal is about its rows alone
MOST_TABLE = 4.0
MOST_GROWTH = 1.3
MOST_MEMORY = 200.0  # MiB, of web and worker, on SQLite
MOST_SEARCH = 2.0  # ms


@dataclass
class Result:
    """What one example gave."""

    database: str
    size: str
    count: int
    pages: dict[str, Asked] = field(default_factory=dict)
    floors: dict[str, Asked] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    settled: float = 0.0
    inside: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.database}, {self.size}: {self.count:,} signals"


Line = Sequence[object]


def show(result: Result) -> None:
    print(f"\n── {result.title} ".ljust(120, "─"))
    if result.pages or result.floors:
        _pages(result)
    if lines := [*_inside(result), *_memory(result)]:
        print()
        _table(["without a server, and memory", "found", "", "goal", ""], lines)


def _pages(result: Result) -> None:
    head = ["page", "a second", "p50 ms", "p95", "p99", "CPU ms: web", "database", "floor", "times", "goal", "",
            "worker", "kB"]  # fmt: skip
    lines = [_page(name, asked, result.floors.get(name)) for name, asked in result.pages.items()]
    lines += [_page(name, result.floors[name], None) for name in ("bare", "empty") if name in result.floors]
    _table(head, lines)
    for name, asked in (result.pages | result.floors).items():
        if asked.wrong:
            print(f"  {TITLES[name]}: other answers than expected: {asked.wrong}")


def _page(name: str, asked: Asked, floor: Asked | None) -> Line:
    ours = asked.web + asked.database
    least = floor.web + floor.database if floor else 0.0
    times, most = ours / least if least else None, MOST_FLOORS.get(name)
    return [
        TITLES[name], f"{asked.per_second:.0f}", *(f"{part * 1000:.1f}" for part in (asked.p50, asked.p95, asked.p99)),
        f"{asked.web * 1000:.2f}", f"{asked.database * 1000:.2f}", f"{least * 1000:.2f}" if least else "",
        f"{times:.1f}×" if times else "", f"≤ {most:g}×" if most else "", _met(times, most),
        f"{asked.worker * 1000:.2f}", f"{asked.bytes / 1000:.0f}",
    ]  # fmt: skip


def _inside(result: Result) -> list[Line]:
    lines: list[Line] = []
    for name, title in {"common": "common word", "rare": "rare word", "two": "two words"}.items():
        if each := result.inside.get(f"search-{name}"):
            lines.append(_milliseconds(f"search, newest 50, {title}", each, MOST_SEARCH))
    if (each := result.inside.get("table")) and (floor := result.inside.get("table-floor")):
        ours, bare = (one["web"] / one["times"] for one in (each, floor))
        words = f"times the floor ({ours * 1000:.2f} against {bare * 1000:.2f} ms CPU)"
        lines.append(["the rows of the work list as HTML", f"{ours / bare:.1f}×", words, f"≤ {MOST_TABLE:g}×",
                      _met(ours / bare, MOST_TABLE)])  # fmt: skip
    if each := result.inside.get("near"):
        lines.append(_milliseconds("near duplicates of a report", each, None))
    for name, least in {"single": 100_000, "vectorised": 500_000}.items():
        if each := result.inside.get(f"areas-{name}"):
            rate = each["rows"] * each["times"] / each["web"]
            lines.append(
                [f"area of a point, {name}", f"{rate:,.0f}", "a CPU second", f"≥ {least:,}", _met(least, rate)]
            )
    if (each := result.inside.get("import")) and (floor := result.inside.get("import-floor")):
        rate, bare = (one["rows"] / (one["web"] + one["database"]) for one in (each, floor))
        lines.append(["import with checks, areas, search", f"{rate:,.0f}", "rows a CPU second", f"≥ {bare / 2:,.0f}",
                      _met(bare / 2, rate)])  # fmt: skip
        lines.append(["  beside it: the rows alone, by the driver", f"{bare:,.0f}", "rows a CPU second", "", ""])
    if each := result.inside.get("job"):
        lines.append(_milliseconds("a job: into the queue, out, run, written off", each, 0.5))
    for part, titles in {"workshop": WORKSHOP, "plans": PLANS, "budgets": BUDGETS, "votes": VOTES}.items():
        lines += _beside_floors(result, part, titles)
    if (each := result.inside.get("budgets-grants")) and (floor := result.inside.get("budgets-grants-floor")):
        words = f"a second, bare rows {floor['rows']:,.0f}"
        lines.append(["budgets: grants from one pot, eight at the same moment", f"{each['rows']:,.0f}", words, "", ""])
    return lines


def _beside_floors(result: Result, part: str, titles: dict[str, str]) -> list[Line]:
    """What a part measures, each beside the least that it could cost."""
    lines: list[Line] = []
    for name, title in titles.items():
        if (each := result.inside.get(f"{part}-{name}")) and (floor := result.inside.get(f"{part}-{name}-floor")):
            ours, bare = ((one["web"] + one["database"]) / one["times"] * 1000 for one in (each, floor))
            lines.append([f"{part}: {title}", f"{ours:.2f}", f"ms CPU, {ours / bare:.1f}× {bare:.2f}", "", ""])
    return lines


def _milliseconds(title: str, each: dict[str, float], most: float | None) -> Line:
    web, database = (each[part] / each["times"] * 1000 for part in ("web", "database"))
    words = f"ms CPU ({web:.2f} + {database:.2f} database)" if database else "ms CPU"
    return [title, f"{web + database:.2f}", words, f"≤ {most:g} ms" if most else "", _met(web + database, most)]


def _memory(result: Result) -> list[Line]:
    if not result.memory:
        return []
    ours = result.memory["web"] + result.memory["worker"]
    goal = MOST_MEMORY if result.database == "sqlite" else None
    lines: list[Line] = [
        ["memory of web and worker after load (PSS)", f"{ours:.0f}",
         f"MiB (web {result.memory['web']:.0f}, worker {result.memory['worker']:.0f})",
         f"≤ {goal:.0f} MiB" if goal else "", _met(ours, goal)]
    ]  # fmt: skip
    if result.memory["database"]:
        lines.append(["memory of the database server (PSS)", f"{result.memory['database']:.0f}", "MiB", "", ""])
    lines.append(["quiet after the start", f"{result.settled:.0f}", "s", "", ""])
    return lines


def show_growth(results: Sequence[Result]) -> None:
    """How much more CPU the large example takes than the small one, database by database."""
    lines: list[Line] = []
    for database in dict.fromkeys(result.database for result in results):
        of = {result.size: result for result in results if result.database == database}
        if "small" not in of or "large" not in of:
            continue
        small, large = of["small"], of["large"]
        lines.append([f"{database}: {small.count:,} → {large.count:,} signals", "", "", "", ""])
        for name in small.pages.keys() & large.pages.keys():
            least, most = (each.pages[name].web + each.pages[name].database for each in (small, large))
            lines.append(_growth(TITLES[name], least, most))
        for name in small.inside.keys() & large.inside.keys():
            if name.startswith(("search", "near")):
                least, most = (sum(each.inside[name][p] for p in ("web", "database")) / each.inside[name]["times"]
                               for each in (small, large))  # fmt: skip
                lines.append(_growth(name.replace("-", ", "), least, most))
    if lines:
        print("\n── How the cost grows ".ljust(120, "─"))
        _table(["CPU ms of web and database", "small", "large", "times", ""], lines)


def _growth(title: str, least: float, most: float) -> Line:
    times = most / least if least else None
    return [f"  {title}", f"{least * 1000:.2f}", f"{most * 1000:.2f}", f"{times:.2f}×" if times else "",
            _met(times, MOST_GROWTH)]  # fmt: skip


def _met(found: float | None, most: float | None) -> str:
    if found is None or most is None:
        return ""
    return "met" if found <= most else "MISSED"


def _table(head: Sequence[str], lines: Sequence[Line]) -> None:
    rows = [[str(cell) for cell in line] for line in [head, *lines]]
    widths = [max(len(row[n]) for row in rows) for n in range(len(head))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  ".join(cells).rstrip())


def result_of(database: str, size: str, count: int, measured: dict[str, Any], inside: dict[str, Any]) -> Result:
    return Result(
        database, size, count, measured.get("pages", {}), measured.get("floors", {}), measured.get("memory", {}),
        measured.get("settled", 0.0), inside,
    )  # fmt: skip
