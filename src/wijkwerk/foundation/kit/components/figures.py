"""Figures: the few that matter, large; and bars with the table that they are drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wijkwerk.foundation.kit.components.marks import link


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that says how things stand."""

    label: str
    value: object
    note: str = ""
    address: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; None is a figure that is not known or not shown, and says so."""

    label: str
    value: float | None
    address: str = ""
    tone: str = ""
    note: str = ""


def amount(value: float | None, unit: str = "") -> str:
    """A number as the Dutch write it, with its unit."""
    if value is None:
        return "–"
    written = number_format(value, decimal_pos=None if isinstance(value, int) else 1, force_grouping=True)
    return f"{written} {unit}".strip() if unit != "%" else f"{written}%"


def bars(items: Iterable[Bar], caption: str, unit: str = "") -> SafeString:
    """A bar chart that is a table: each bar stands in the row of its figure, so neither can be without the other."""
    rows = list(items)
    largest = max((bar.value for bar in rows if bar.value), default=0) or 1
    return format_html(
        '<table class="ww-bars"><caption class="utrecht-table__caption">{}</caption><tbody>{}</tbody></table>',
        caption,
        format_html_join(
            "",
            '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>',
            (
                (
                    link(bar.address, bar.label) if bar.address else bar.label,
                    _drawn(bar, largest),
                    bar.note if bar.value is None and bar.note else amount(bar.value, unit),
                )
                for bar in rows
            ),
        ),
    )


def _drawn(bar: Bar, largest: float) -> SafeString:
    tone = f" ww-bar--{bar.tone}" if bar.tone else ""
    return format_html(
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ww-bar__ground" width="100" height="10"/><rect class="ww-bar{}" width="{}" height="10"/></svg>',
        tone,
        f"{max(bar.value or 0, 0) / largest * 100:.2f}",
    )
