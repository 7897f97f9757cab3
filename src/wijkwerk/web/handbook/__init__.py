"""The handbook: short chapters beside this file, each for one user, told in the municipality's own words.

In a chapter `{wijkregisseur}` stands for what the municipality calls its wijkregisseur; `{wijkregisseurs}` for more
than one, `{Wijkregisseur}` at the start of a sentence. The words in braces are the usual ones of `tenancy/words.py`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst, slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy import scope, words

HERE = Path(__file__).resolve().parent
INTRODUCTION = "index"
# The chapters in the order of the list, with the roles that each is written for; a resident has none.
WRITTEN_FOR: dict[str, frozenset[Role]] = {
    "inwoner": frozenset(),
    "geld-aanvragen": frozenset(),
    "wijkregisseur": frozenset({Role.COORDINATOR}),
    "visies": frozenset({Role.COORDINATOR, Role.RESIDENTS_BODY}),
    "jaarplanning": frozenset({Role.COORDINATOR}),
    "overleg": frozenset({Role.COORDINATOR, Role.RESIDENTS_BODY, Role.PARTNER, Role.ALDERMAN}),
    "bijeenkomsten": frozenset({Role.COORDINATOR, Role.DESK}),
    "evaluaties": frozenset({Role.COORDINATOR}),
    "initiatieven": frozenset({Role.COORDINATOR}),
    "waardering": frozenset({Role.COORDINATOR, Role.ALDERMAN}),
    "stemmen": frozenset({Role.COORDINATOR, Role.DESK, Role.CLERK}),
    "geld-beslissen": frozenset({Role.COORDINATOR, Role.ALDERMAN, Role.DESK, Role.TREASURER}),
    "geld-verantwoorden": frozenset({Role.COORDINATOR, Role.TREASURER}),
    "geld-betalen": frozenset({Role.TREASURER}),
    "budget-instellen": frozenset({Role.TREASURER, Role.ADMINISTRATOR}),
    "vakspecialist": frozenset({Role.SPECIALIST, Role.PARTNER}),
    "balie": frozenset({Role.DESK}),
    "werkplaats-balie": frozenset({Role.HOST, Role.VOLUNTEER}),
    "werkplaats-lenen": frozenset({Role.HOST, Role.VOLUNTEER}),
    "werkplaats-klussen": frozenset({Role.HOST, Role.VOLUNTEER}),
    "werkplaats-fietsen-en-repareren": frozenset({Role.HOST, Role.VOLUNTEER}),
    "werkplaats-meewerken": frozenset({Role.HOST, Role.VOLUNTEER}),
    "werkplaats-moestuin": frozenset({Role.HOST, Role.VOLUNTEER}),
    "schouw": frozenset({Role.COORDINATOR, Role.RESIDENTS_BODY, Role.SPECIALIST, Role.PARTNER}),
    "wijkraad": frozenset({Role.RESIDENTS_BODY}),
    "bestuur": frozenset({Role.ALDERMAN, Role.CLERK}),
    "beheerder": frozenset({Role.ADMINISTRATOR}),
}
WORDS: dict[str, tuple[str, bool]] = {
    usual: (code, usual == many) for code, (one, many) in words.USUAL.items() for usual in (one, many)
}
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Chapter(NamedTuple):
    """One file. Its words in braces still stand as they were written."""

    name: str
    heading: str
    first_words: str  # its first paragraph, without marks
    html: str

    @property
    def title(self) -> str:
        return in_own_words(self.heading)

    @property
    def lead(self) -> str:
        return in_own_words(self.first_words)

    @property
    def body(self) -> SafeString:
        """The page. What stands in the file was escaped when it was read; what the municipality wrote, is here."""
        return mark_safe(PLACEHOLDER.sub(lambda found: escape(own_word(found[1])), self.html))


def own_word(written: str) -> str:
    """The municipality's own word for a usual one, with a capital when that has one."""
    small = written[0].lower() + written[1:]
    code, is_plural = WORDS[small]
    own = scope.current().word(code, plural=is_plural)
    return own if written == small else capfirst(own)


def in_own_words(text: str) -> str:
    return PLACEHOLDER.sub(lambda found: own_word(found[1]), text)


@cache
def chapter(name: str) -> Chapter:
    """Read once, when somebody first asks for it."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = reader.parse((HERE / f"{name}.md").read_text(encoding="utf-8"))
    opened = [(token, _plain(inside)) for token, inside in pairwise(tokens) if inside.type == "inline"]
    for token, text in opened:
        _mark(token, text)
    heading = next(text for token, text in opened if token.tag == "h1")
    first_words = next(text for token, text in opened if token.tag == "p")
    return Chapter(name, heading, first_words, reader.renderer.render(tokens, reader.options, {}))


def _mark(opened: Token, text: str) -> None:
    """The title looks like that of any page; the other headings can be linked to."""
    if opened.tag == "h1":
        opened.attrSet("class", "nl-heading nl-heading--level-1")
    elif opened.tag == "h2":
        opened.attrSet("id", slugify(text))


def _plain(inline: Token) -> str:
    """The words of a line, without marks."""
    parts = inline.children or []
    return "".join(" " if part.type == "softbreak" else part.content for part in parts)
