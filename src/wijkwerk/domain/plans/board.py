"""The board as a table: drawn with plain strings, since sixty areas by twelve months are too many for a template.

On a telephone each row is a card with its months: there an activity stands once, at its first month, with the month
that it lasts until; empty months are left out. With one month chosen, only that stands there. The script `board.js`
adds dragging and keys to what works without it: each activity is a link to its own page.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wijkwerk.domain.plans import months
from wijkwerk.domain.plans.models import PlannedActivity
from wijkwerk.domain.plans.queries.year_plans import MONTHS, Board, BoardRow, Cell


def draw(board: Board) -> SafeString:
    """The table with all its rows. Every word that somebody typed is escaped."""
    return mark_safe("".join(_table(board)))


def _table(board: Board) -> Iterator[str]:
    names = [str(name) for _number, name in months.choices()[1:]]
    caption = escape(_("%(title)s: wat er in elke maand gebeurt") % {"title": board.plan.title})
    alone = " ww-board__table--month" if board.month else ""
    yield f'<table class="ww-board__table{alone}"><caption class="ww-visually-hidden">{caption}</caption><thead><tr>'
    yield f'<th scope="col">{escape(_("Gebied"))}</th>'
    for number, (short, name) in enumerate(zip(MONTHS, names, strict=True), start=1):
        if board.shows(number):
            yield f'<th scope="col" data-month="{number}"><abbr title="{escape(name)}">{escape(short)}</abbr></th>'
    yield "</tr></thead><tbody>"
    addresses = _Addresses()
    for each in board.rows:
        yield from _row(each, board, addresses, names)
    yield "</tbody></table>"


class _Addresses:
    """Addresses with a number in them, made once."""

    def __init__(self) -> None:
        self.activity = _around("plans:activity")
        self.row = _around("plans:plan_row")
        self.add = _around("plans:add_activity")


@lru_cache(maxsize=8)
def _around(name: str) -> tuple[str, str]:
    before, _number, after = reverse(name, args=[9_999_999]).partition("9999999")
    return before, after


def _row(each: BoardRow, board: Board, addresses: _Addresses, names: list[str]) -> Iterator[str]:
    row, title = each.row, escape(each.row.title)
    who = escape(row.coordinator.name) if row.coordinator is not None else escape(_("nog niemand"))
    tasks = escape(each.tasks_words).replace("\n", "<br>")
    (before, after), (add_before, add_after) = addresses.row, addresses.add
    yield f'<tr data-row="{row.pk}"{" data-open" if each.manages else ""}><th scope="row">'
    yield f'<a class="ww-board__area" href="{before}{row.pk}{after}">{title}</a>'
    yield f'<span class="ww-board__who">{who}</span><span class="ww-board__tasks">{tasks}</span>'
    if each.manages:
        words = escape(_("Activiteit erbij"))
        yield f'<a class="ww-board__add" href="{add_before}{row.pk}{add_after}">{words}'
        yield f'<span class="ww-visually-hidden"> {escape(_("in"))} {title}</span></a>'
    yield "</th>"
    for cell in each.cells:
        if board.shows(cell.month):
            yield _cell(cell, board.links, addresses.activity, names, is_open=each.manages)
    yield "</tr>"


def _cell(cell: Cell, links: dict[int, str], address: tuple[str, str], names: list[str], *, is_open: bool) -> str:
    month = names[cell.month - 1]
    if not cell.activities:
        return f'<td data-month="{cell.month}" data-empty></td>'
    chips = "".join(_chip(each, cell.month, links, address, names, is_open=is_open) for each in cell.activities)
    goes_on = "" if any(each.from_month == cell.month for each in cell.activities) else " data-goes-on"
    return f'<td data-month="{cell.month}" data-name="{month}"{goes_on}>{chips}</td>'


def _chip(
    each: PlannedActivity,
    month: int,
    links: dict[int, str],
    address: tuple[str, str],
    names: list[str],
    *,
    is_open: bool,
) -> str:
    title = escape(each.title)
    period = names[each.from_month - 1]
    if each.from_month != each.until_month:
        period = f"{period} – {names[each.until_month - 1]}"
    meaning = escape(f"{each.code.name}{', ' + _('nog niet zeker') if each.is_doubtful else ''}: {period}")
    shape = " ww-chip--begins" if month == each.from_month else ""
    shape += " ww-chip--ends" if month == each.until_month else ""
    doubt = " ww-chip--doubtful" if each.is_doubtful else ""
    data = (
        f' data-activity="{each.pk}" data-version="{each.version}" data-from="{each.from_month}"'
        f' data-until="{each.until_month}"'
        if is_open
        else ""
    )
    lasts = f' data-lasts="{escape(_("t/m"))} {names[each.until_month - 1]}"' if each.until_month > month else ""
    linked = f' data-leads-to="{escape(links[each.pk])}"' if each.pk in links else ""
    note = '<span aria-hidden="true">*</span>' if each.note and month == each.until_month else ""
    return (
        f'<a class="ww-chip ww-chip--{each.code.tone}{shape}{doubt}" href="{address[0]}{each.pk}{address[1]}"'
        f' title="{meaning}"{data}{lasts}{linked}>{title}{note}</a>'
    )
