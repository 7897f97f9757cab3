"""The least that rows cost as HTML: put together by hand, with nothing but what Python has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

# number, text, area, subject, reported, due, who, state and its tone
WorkListRow = tuple[int, str, str, str, datetime, date | None, str, str, str]


def cells(rows: Iterable[Sequence[Any]]) -> str:
    """Whatever the rows hold, each value in a cell."""
    joined = ("".join(f"<td>{escape(str(value))}</td>" for value in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in joined)}</table>"


def work_list(rows: Iterable[WorkListRow]) -> str:
    """What the page shows of each signal, with the same marks around it."""
    return "".join(_row(*row) for row in rows)


def _row(
    number: int, text: str, area: str, subject: str, at: datetime, due: date | None, who: str, state: str, tone: str
) -> str:
    title = text if len(text) <= 80 else f"{text[:79].rsplit(' ', 1)[0]}…"
    cell = '<td role="cell" class="utrecht-table__cell" data-label='
    return (
        f'<tr role="row"><td role="cell" class="utrecht-table__cell ww-table-main"><span class="ww-worklist__title">'
        f'<span class="ww-number ww-muted">{number}</span> <a class="utrecht-link" href="/signalen/{number}/">'
        f'{escape(title)}</a></span></td>{cell}"Waarover">{escape(area)}<br><span class="ww-muted ww-small">'
        f'{escape(subject)}</span></td>{cell}"Gemeld">{at.day} {at:%b}</td>{cell}"Termijn">'
        f'{f"{due.day} {due:%b}" if due else "–"}</td>{cell}"Wie">{escape(who)}</td>{cell}"Stand"><span class="'
        f'utrecht-status-badge utrecht-status-badge--{tone}">{escape(state)}</span></td></tr>'
    )
