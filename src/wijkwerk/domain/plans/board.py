"""The board as a table: drawn with plain strings, since sixty areas by twelve months are too many for a template.

On a telephone each row is a card with its months: there an activity stands once, at its first month, with the month
that it lasts until; empty months are left out. With one month chosen, only that stands there. The script `board.js`
adds dragging and keys to what works without it: each activity is a link to its own page.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    around = _Around(names)
    for each in board.rows:
        yield from _row(each, board, around)
    yield "</tbody></table>"


class _Around:
    """What stands in every row and every chip: addresses with a place for the number, words, names of months."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.activity, self.row, self.add = (
            _address(name) for name in ("plans:activity", "plans:plan_row", "plans:add_activity")
        )
        self.adds, self.within, self.nobody = (
            escape(words) for words in (_("Activiteit erbij"), _("in"), _("nog niemand"))
        )
        self.doubt, self.until = _("nog niet zeker"), escape(_("t/m"))


def _address(name: str) -> tuple[str, str]:
    before, _number, after = reverse(name, args=[9_999_999]).partition("9999999")
    return before, after


def _row(each: BoardRow, board: Board, around: _Around) -> Iterator[str]:
    row, title = each.row, escape(each.row.title)
    who = escape(row.coordinator.name) if row.coordinator is not None else around.nobody
    tasks = escape(each.tasks_words).replace("\n", "<br>")
    (before, after), (add_before, add_after) = around.row, around.add
    yield f'<tr data-row="{row.pk}"{" data-open" if each.manages else ""}><th scope="row">'
    yield f'<a class="ww-board__area" href="{before}{row.pk}{after}">{title}</a>'
    yield f'<span class="ww-board__who">{who}</span><span class="ww-board__tasks">{tasks}</span>'
    if each.manages:
        yield f'<a class="ww-board__add" href="{add_before}{row.pk}{add_after}">{around.adds}'
        yield f'<span class="ww-visually-hidden"> {around.within} {title}</span></a>'
    yield "</th>"
    for cell in each.cells:
        if board.shows(cell.month):
            yield _cell(cell, around, is_open=each.manages)
    yield "</tr>"


def _cell(cell: Cell, around: _Around, *, is_open: bool) -> str:
    if not cell.activities:
        return f'<td data-month="{cell.month}" data-empty></td>'
    chips = "".join(_chip(each, cell.month, around, is_open=is_open) for each in cell.activities)
    goes_on = "" if any(each.from_month == cell.month for each in cell.activities) else " data-goes-on"
    return f'<td data-month="{cell.month}" data-name="{around.names[cell.month - 1]}"{goes_on}>{chips}</td>'


def _chip(each: PlannedActivity, month: int, around: _Around, *, is_open: bool) -> str:
    first, last, number, names = each.from_month, each.until_month, each.pk, around.names
    period = names[first - 1] if first == last else f"{names[first - 1]} – {names[last - 1]}"
    meaning = escape(f"{each.code.name}{f', {around.doubt}' if each.is_doubtful else ''}: {period}")
    shape = " ww-chip--begins" if month == first else ""
    shape += " ww-chip--ends" if month == last else ""
    shape += " ww-chip--doubtful" if each.is_doubtful else ""
    data = f' data-activity="{number}" data-version="{each.version}" data-from="{first}" data-until="{last}"'
    lasts = f' data-lasts="{around.until} {names[last - 1]}"' if last > month else ""
    note = '<span aria-hidden="true">*</span>' if each.note and month == last else ""
    return (
        f'<a class="ww-chip ww-chip--{each.code.tone}{shape}" href="{around.activity[0]}{number}{around.activity[1]}"'
        f' title="{meaning}"{data if is_open else ""}{lasts}>{escape(each.title)}{note}</a>'
    )
