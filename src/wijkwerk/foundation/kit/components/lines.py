"""A line through figures in time, with the table that it is drawn from: gaps where nothing was measured or the series
broke, targets beside it. What is told by shape is told in words too; colour tells nothing alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wijkwerk.foundation.kit.components.figures import amount

WIDTH, HEIGHT = 360, 210
RIGHT, TOP, BOTTOM = 14, 14, 44
NARROWEST, WIDEST = 30, 112  # of the words beside the upright
LETTER = 7.2  # width of an average letter on the axis
MOST_LABELS = 6
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure at a place along the line (a year, or part of one). No value: `note` says whether it is still to come.

    `written` is the value in words, where a number does not say it; `breaks` says why the line begins anew here.
    """

    label: str
    place: float
    value: float | None
    written: str = ""
    note: str = ""
    source: str = ""
    breaks: str = ""
    is_awaited: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """What is wanted at a place along the line."""

    label: str
    place: float
    value: float
    written: str = ""


@dataclass(frozen=True)
class Scale:
    """Where a value and a place stand in the drawing, and the marks along the upright."""

    first: float
    last: float
    low: float
    high: float
    marks: Sequence[tuple[float, str]]

    @property
    def left(self) -> float:
        """Where the drawing begins: the words beside it stand left of it."""
        longest = max(len(words) for _value, words in self.marks)
        return min(max(longest * LETTER + 8, NARROWEST), WIDEST)

    def x(self, place: float) -> str:
        span = self.last - self.first
        part = (place - self.first) / span if span else 0.5
        return _number(self.left + 10 + part * (WIDTH - self.left - RIGHT - 20))

    def y(self, value: float) -> str:
        return _number(TOP + (self.high - value) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM))


def line_chart(
    dots: Iterable[Dot],
    *,
    key: str,
    title: str,
    unit: str = "",
    aims: Iterable[Aim] = (),
    labels: Sequence[str] = (),
    lowest: float | None = None,
    highest: float | None = None,
) -> SafeString:
    """The drawing with its table. `labels` are the words of an ordinal scale; `key` tells two on a page apart."""
    rows, wanted = sorted(dots, key=lambda dot: dot.place), sorted(aims, key=lambda aim: aim.place)
    drawn = _drawing(rows, wanted, key, title, unit, labels, lowest, highest)
    return format_html('<div class="ww-lines">{}{}</div>', drawn, _table(rows, wanted, title, unit))


# ── The drawing ────────────────────────────────────────────────────────────────────────────────────────────────────
def _drawing(
    dots: Sequence[Dot],
    aims: Sequence[Aim],
    key: str,
    title: str,
    unit: str,
    labels: Sequence[str],
    lowest: float | None,
    highest: float | None,
) -> SafeString:
    values = [dot.value for dot in dots if dot.value is not None] + [aim.value for aim in aims]
    if not values:
        return mark_safe("")
    scale = _scale([*dots, *aims], values, labels, lowest, highest, unit)
    return format_html(
        '<figure class="ww-lines__picture"><svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-titel {}-uitleg">'
        '<title id="{}-titel">{}</title><desc id="{}-uitleg">{}</desc>{}{}{}{}{}</svg>{}</figure>',
        WIDTH,
        HEIGHT,
        key,
        key,
        key,
        title,
        key,
        _described(dots, aims, unit),
        _grid(scale),
        _axis(scale, [*dots, *aims]),
        _breaks(scale, dots),
        _aims(scale, aims),
        _dots(scale, dots),
        _legend(dots, aims),
    )


def _scale(
    things: Sequence[Dot | Aim],
    values: Sequence[float],
    labels: Sequence[str],
    lowest: float | None,
    highest: float | None,
    unit: str,
) -> Scale:
    places = [thing.place for thing in things]
    if labels:
        marks = [(float(number), _cut(word)) for number, word in enumerate(labels, 1)]
        return Scale(min(places), max(places), 0.6, len(labels) + 0.4, marks)
    low, high = min([*values, *_known(lowest)]), max([*values, *_known(highest)])
    step = _step(high - low or abs(high) or 1)
    bottom = _floor(low, step)
    marks = [(bottom, amount_words(bottom, unit))]
    while marks[-1][0] < high - step * 1e-9 or len(marks) < 2:
        value = bottom + step * len(marks)
        marks.append((value, amount_words(value, unit)))
    return Scale(min(places), max(places), bottom, marks[-1][0], marks)


def _known(value: float | None) -> list[float]:
    return [] if value is None else [value]


def _floor(value: float, step: float) -> float:
    return step * (value // step)


def _step(span: float) -> float:
    """A round distance between marks: about four of them."""
    size = 1.0
    while span / size > 40:
        size *= 10
    while span / size < 4:
        size /= 10
    return next((size * step for step in STEPS if span / (size * step) <= 5), size * 10)


def amount_words(value: float, unit: str) -> str:
    whole = float(value).is_integer()
    return amount(int(value) if whole else value, "%" if unit == "%" else "")


def _grid(scale: Scale) -> SafeString:
    return format_html_join(
        "",
        '<line class="ww-lines__grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="ww-lines__mark" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                _number(scale.left),
                WIDTH - RIGHT,
                scale.y(value),
                scale.y(value),
                _number(scale.left - 5),
                _number(float(scale.y(value)) + 4),
                words,
            )
            for value, words in scale.marks
        ),
    )


def _axis(scale: Scale, things: Sequence[Dot | Aim]) -> SafeString:
    """Words under the line: as many as there is room for, the first and the last among them."""
    places = sorted({thing.place: thing.label for thing in things}.items())
    every = -(-len(places) // MOST_LABELS)
    shown = places[::every]
    if shown[-1] != places[-1]:
        shown = [*shown[:-1], places[-1]] if len(shown) > 1 else [*shown, places[-1]]
    rows = [(float(scale.x(place)), _short(words)) for place, words in shown]
    placed: list[tuple[str, str, str]] = []
    for x, words in rows:
        half = len(words) * LETTER / 2
        placed.append((_number(min(max(x, half + 2), WIDTH - half - 2)), str(HEIGHT - BOTTOM + 32), words))
    return format_html_join("", '<text class="ww-lines__mark" x="{}" y="{}" text-anchor="middle">{}</text>', placed)


def _short(words: str) -> str:
    """1e helft 2013 as 2013-1: there is little room under a line."""
    first, _space, year = words.partition(" ")
    return f"{year.rsplit(' ', 1)[-1]}-{first[0]}" if year and first[0].isdigit() and " " in words else words


def _breaks(scale: Scale, dots: Sequence[Dot]) -> SafeString:
    """An upright line halfway to the figure with which the series begins anew."""
    rows = []
    for before, dot in pairwise(dots):
        if dot.breaks:
            x = _number((float(scale.x(before.place)) + float(scale.x(dot.place))) / 2)
            rows.append((x, x, TOP, HEIGHT - BOTTOM))
    return format_html_join("", '<line class="ww-lines__break" x1="{}" x2="{}" y1="{}" y2="{}"/>', rows)


def _aims(scale: Scale, aims: Sequence[Aim]) -> SafeString:
    points = " ".join(f"{scale.x(aim.place)},{scale.y(aim.value)}" for aim in aims)
    marks = format_html_join(
        "",
        '<path class="ww-lines__aim" d="M{} {}l5 5l-5 5l-5 -5z"/>',
        ((scale.x(aim.place), _number(float(scale.y(aim.value)) - 5)) for aim in aims),
    )
    path = format_html('<polyline class="ww-lines__way" points="{}"/>', points) if len(aims) > 1 else ""
    return format_html("{}{}", path, marks)


def _dots(scale: Scale, dots: Sequence[Dot]) -> SafeString:
    paths = format_html_join(
        "",
        '<polyline class="ww-lines__line" points="{}"/>',
        (
            (" ".join(f"{scale.x(dot.place)},{scale.y(dot.value or 0)}" for dot in run),)
            for run in _runs(dots)
            if len(run) > 1
        ),
    )
    marks = format_html_join(
        "",
        '<circle class="ww-lines__dot" cx="{}" cy="{}" r="4.5"/>',
        ((scale.x(dot.place), scale.y(dot.value)) for dot in dots if dot.value is not None),
    )
    unknown = format_html_join(
        "",
        '<text class="ww-lines__none" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (scale.x(dot.place), str(HEIGHT - BOTTOM + 15), "?" if dot.is_awaited else "×")
            for dot in dots
            if dot.value is None
        ),
    )
    return format_html("{}{}{}", paths, marks, unknown)


def _runs(dots: Sequence[Dot]) -> list[list[Dot]]:
    """The dots that a line joins: it stops at what is not known and where the series breaks."""
    runs: list[list[Dot]] = [[]]
    for dot in dots:
        if dot.value is None or dot.breaks:
            runs.append([])
        if dot.value is not None:
            runs[-1].append(dot)
    return [run for run in runs if run]


def _legend(dots: Sequence[Dot], aims: Sequence[Aim]) -> SafeString:
    told = [
        ("●", _("gemeten"), any(dot.value is not None for dot in dots)),
        ("◆", _("streefwaarde"), bool(aims)),
        ("┆", _("breuk in de reeks"), any(dot.breaks for dot in dots[1:])),
        ("×", _("niet gemeten"), any(dot.value is None and not dot.is_awaited for dot in dots)),
        ("?", _("nog niet bekend"), any(dot.value is None and dot.is_awaited for dot in dots)),
    ]
    rows = ((mark, words) for mark, words, is_there in told if is_there)
    return format_html(
        '<figcaption class="ww-small ww-muted">{}</figcaption>',
        format_html_join(" · ", '<span aria-hidden="true">{}</span> {}', rows),
    )


def _described(dots: Sequence[Dot], aims: Sequence[Aim], unit: str) -> str:
    """The line in a sentence or two, for who does not see it."""
    known = [dot for dot in dots if dot.value is not None]
    parts = []
    if known:
        first, last = known[0], known[-1]
        words = {
            "from": first.label,
            "first": value_words(first, unit),
            "to": last.label,
            "last": value_words(last, unit),
        }
        told = _("Van %(first)s in %(from)s naar %(last)s in %(to)s.") if len(known) > 1 else _("%(last)s in %(to)s.")
        parts.append(told % words)
    if aims:
        goal = aims[-1]
        told_aim = _("De streefwaarde voor %(label)s is %(value)s.")
        parts.append(told_aim % {"label": goal.label, "value": value_words(goal, unit)})
    parts.append(_("De tabel bij de tekening heeft alle cijfers."))
    return " ".join(parts)


# ── The table ──────────────────────────────────────────────────────────────────────────────────────────────────────
def value_words(thing: Dot | Aim, unit: str) -> str:
    return thing.written or amount(thing.value, unit)


def _table(dots: Sequence[Dot], aims: Sequence[Aim], title: str, unit: str) -> SafeString:
    """Every figure in a row, also the targets of years that have no figure yet."""
    by_place = {dot.place: dot for dot in dots}
    wanted = {aim.place: aim for aim in aims}
    rows = []
    for place in sorted({*by_place, *wanted}):
        dot, aim = by_place.get(place), wanted.get(place)
        if dot is not None and dot.breaks:
            words = _("Breuk in de reeks: %(why)s") % {"why": dot.breaks}
            rows.append(format_html('<tr><td colspan="4" class="ww-lines__why">{}</td></tr>', words))
        rows.append(_row(dot, aim, unit))
    head = [_("Periode"), _("Waarde"), _("Streef\u00adwaarde"), _("Bron")]
    return format_html(
        '<table class="utrecht-table ww-lines__table"><caption class="utrecht-table__caption">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        _("Cijfers: %(title)s") % {"title": title},
        format_html_join("", '<th scope="col" class="utrecht-table__header-cell">{}</th>', ((word,) for word in head)),
        format_html_join("", "{}", ((row,) for row in rows)),
    )


def _row(dot: Dot | None, aim: Aim | None, unit: str) -> SafeString:
    label = dot.label if dot is not None else aim.label if aim is not None else ""
    if dot is None:
        value = "–"
    elif dot.value is None:
        value = _("nog niet bekend") if dot.is_awaited else _("niet gemeten")
    else:
        value = value_words(dot, unit)
    about = "; ".join(filter(None, [dot.source, dot.note])) if dot is not None else ""
    return format_html(
        '<tr><th scope="row" class="utrecht-table__cell">{}</th><td class="utrecht-table__cell ww-number">{}</td>'
        '<td class="utrecht-table__cell ww-number">{}</td><td class="utrecht-table__cell">{}</td></tr>',
        label,
        value,
        value_words(aim, unit) if aim is not None else "–",
        about or "–",
    )


def _cut(words: str) -> str:
    longest = int((WIDEST - 8) / LETTER)
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
