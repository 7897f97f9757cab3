"""The picture of steps: a bar a step, above it as it was planned first, a line from each to what waits for it.

The table beside it says the same; the picture is of a fixed width and lies in a region that scrolls on a telephone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.dates import MONTHS_3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wijkwerk.domain.plans.models import PlannedStep
from wijkwerk.domain.plans.queries.steps import Span, span_of

WIDTH, LEFT, HEAD, ROW, BAR = 900, 260, 34, 40, 14
LETTERS = 34  # of a name before it is cut; the table has it whole
PAPER = (
    "text{font-family:'Noto Sans';font-size:13px}.ww-steps__month{font-size:11px}"
    ".ww-steps__grid{stroke:#c8c8c8}.ww-steps__today{stroke:#333;stroke-dasharray:4 3}"
    ".ww-steps__bar--open{fill:#1f5f8b}.ww-steps__bar--done{fill:#1f6f43}.ww-steps__bar--late{fill:#b3261e}"
    ".ww-steps__bar--was{fill:none;stroke:#333}.ww-steps__tie{fill:none;stroke:#777}"
)


def draw(steps: Sequence[PlannedStep], *, title: str, on: date) -> SafeString:
    """The drawing; nothing when there is nothing to draw."""
    if not steps:
        return mark_safe("")
    return mark_safe("".join(_picture(steps, title, on)))


def draw_for_paper(steps: Sequence[PlannedStep], *, on: date) -> str:
    """The same as a file by itself, with its own style; the document says in words what it shows."""
    height = HEAD + ROW * len(steps) + 6
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"><style>{PAPER}</style>'
    return "".join([head, *_parts(steps, on)])


def _picture(steps: Sequence[PlannedStep], title: str, on: date) -> Iterator[str]:
    height = HEAD + ROW * len(steps) + 6
    named = 'role="img" aria-labelledby="stappen-titel stappen-uitleg"'
    yield f'<svg class="ww-steps" viewBox="0 0 {WIDTH} {height}" {named}>'
    yield f'<title id="stappen-titel">{escape(title)}</title>'
    yield f'<desc id="stappen-uitleg">{escape(described(steps, on))}</desc>'
    yield from _parts(steps, on)


def _parts(steps: Sequence[PlannedStep], on: date) -> Iterator[str]:
    span, height = span_of(steps), HEAD + ROW * len(steps) + 6
    yield from _months(span, height)
    tops = {each.pk: HEAD + ROW * number for number, each in enumerate(steps)}
    for each in steps:
        yield from _step(each, tops[each.pk], span, on)
    for each in steps:
        for need in each.needs.all():
            if need.needed_id in tops:
                yield _tie(need.needed, each, tops[need.needed_id], tops[each.pk], span)
    if span.first <= on <= span.last:
        place = _x(on, span)
        yield f'<line class="ww-steps__today" x1="{place}" x2="{place}" y1="{HEAD - 6}" y2="{height}"/>'
        words = escape(_("vandaag"))
        yield f'<text class="ww-steps__month" x="{place}" y="{HEAD - 8}" text-anchor="middle">{words}</text>'
    yield "</svg>"


def described(steps: Sequence[PlannedStep], on: date) -> str:
    """The whole in a sentence or two."""
    done = sum(each.done_on is not None for each in steps)
    late = [each.name for each in steps if each.is_late_on(on)]
    words = _("%(count)s stappen, waarvan %(done)s klaar.") % {"count": len(steps), "done": done}
    if late:
        words += " " + _("Te laat: %(names)s.") % {"names": ", ".join(late)}
    return words


def _x(day: date, span: Span, *, after: bool = False) -> str:
    days = (day - span.first).days + (1 if after else 0)
    return f"{LEFT + days / span.days * (WIDTH - LEFT - 10):.1f}"


def _months(span: Span, height: int) -> Iterator[str]:
    """A line at the first of each month; so many names as there is room for."""
    firsts = []
    day = span.first.replace(day=1)
    while day <= span.last:
        if day >= span.first:
            firsts.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    each_so_many = max(1, -(-len(firsts) // 12))
    for number, first in enumerate(firsts):
        place = _x(first, span)
        yield f'<line class="ww-steps__grid" x1="{place}" x2="{place}" y1="{HEAD - 4}" y2="{height}"/>'
        if number % each_so_many == 0:
            name = (
                f"{MONTHS_3[first.month]} {first.year}"
                if first.month == 1 or number == 0
                else str(MONTHS_3[first.month])
            )
            yield f'<text class="ww-steps__month" x="{place}" y="14">{escape(name)}</text>'


def _step(each: PlannedStep, top: int, span: Span, on: date) -> Iterator[str]:
    name = each.name if len(each.name) <= LETTERS else f"{each.name[: LETTERS - 1]}…"
    state = "done" if each.done_on else "late" if each.is_late_on(on) else "open"
    until = each.done_on or each.planned_until
    first = min(each.planned_from, until)
    yield f'<text class="ww-steps__name" x="0" y="{top + 22}">{escape(name)}</text>'
    if (each.first_from, each.first_until) != (each.planned_from, each.planned_until):
        yield _bar("was", each.first_from, each.first_until, top + 5, 6, span)
    yield _bar(state, first, until, top + 13, BAR, span)


def _bar(kind: str, first: date, last: date, top: int, height: int, span: Span) -> str:
    left, right = _x(first, span), _x(last, span, after=True)
    width = max(float(right) - float(left), 3)
    size = f'x="{left}" y="{top}" width="{width:.1f}" height="{height}"'
    return f'<rect class="ww-steps__bar ww-steps__bar--{kind}" {size} rx="3"/>'


def _tie(needed: PlannedStep, step: PlannedStep, above: int, below: int, span: Span) -> str:
    start = _x(needed.done_on or needed.planned_until, span, after=True)
    end = _x(step.planned_from, span)
    down = below + 13 if below > above else below + 13 + BAR
    return f'<path class="ww-steps__tie" d="M{start} {above + 13 + BAR // 2} H{float(end) + 4:.1f} V{down}"/>'
