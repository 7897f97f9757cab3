"""Squares that a telephone reads: a drawing in the page itself, nothing fetched."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe


def drawn(content: str, *, title: str, border: int = 4, named: str | None = None) -> SafeString:
    """As large as its place. With a name it can be shown again on the page: `<use href="#name">`."""
    import segno  # slow import

    square = segno.make(content, error="m", micro=False)
    return mark_safe(square.svg_inline(scale=1, border=border, omitsize=True, title=title, svgid=named))
