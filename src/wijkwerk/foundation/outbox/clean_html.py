"""The HTML of a mail, made safe to show in a page of ours: words, paragraphs, lists and links; nothing that acts."""

from __future__ import annotations

from html.parser import HTMLParser

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_KEPT = {tag: tag for tag in ("p", "ul", "ol", "li", "strong", "em", "b", "i", "blockquote")}
_KEPT |= {"h1": "h2", "h2": "h3", "h3": "h4"}  # below the heading of the page
_DROPPED_WHOLE = {
    "script",
    "style",
    "head",
    "title",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "noscript",
    "textarea",
}


def cleaned(html: str) -> SafeString:
    """Known elements without attributes and links to web addresses; of the rest its words, of scripts nothing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.result()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._open: list[str] = []
        self._dropping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED_WHOLE:
            self._dropping.append(tag)
        elif self._dropping:
            return
        elif tag == "br":
            self._pieces.append("<br>")
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            if address.startswith(("http://", "https://")):
                self._begin("a", format_html('<a href="{}">', address))
        elif tag in _KEPT:
            self._begin(_KEPT[tag], f"<{_KEPT[tag]}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" and not self._dropping:
            self._pieces.append("<br>")

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            if tag == self._dropping[-1]:
                self._dropping.pop()
        elif (shown := _KEPT.get(tag, tag)) in self._open:
            self._end(shown)

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._pieces.append(escape(data))

    def result(self) -> SafeString:
        while self._open:
            self._end(self._open[-1])
        return mark_safe("".join(self._pieces))  # put together from what is escaped above

    def _begin(self, tag: str, written: str) -> None:
        self._open.append(tag)
        self._pieces.append(written)

    def _end(self, tag: str) -> None:
        """Close this element and what was left open inside it."""
        while self._open:
            last = self._open.pop()
            self._pieces.append(f"</{last}>")
            if last == tag:
                return
