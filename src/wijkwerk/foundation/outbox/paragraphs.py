"""Plain text as HTML: paragraphs, lists and links; everything else of it stays text."""

from __future__ import annotations

import re

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_LINK = re.compile(r"https?://[^\s<>\"']+")
_TAIL = ".,;:!?)"


def as_html(text: str) -> SafeString:
    """A blank line ends a paragraph; lines that begin with a dash are a list; an address becomes a link."""
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    return format_html_join("\n", "{}", ((_block(block),) for block in blocks))


def _block(block: str) -> SafeString:
    lines = block.strip().split("\n")
    if all(line.startswith("- ") for line in lines):
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_linked(line[2:]),) for line in lines)))
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((_linked(line),) for line in lines)))


def _linked(line: str) -> SafeString:
    pieces, end = [], 0
    for found in _LINK.finditer(line):
        address = found.group().rstrip(_TAIL)
        pieces.append(escape(line[end : found.start()]))
        pieces.append(format_html('<a href="{0}">{0}</a>', address))
        end = found.start() + len(address)
    pieces.append(escape(line[end:]))
    return mark_safe("".join(pieces))
