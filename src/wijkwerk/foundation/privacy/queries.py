"""What the register, the terms and the access log say."""

from __future__ import annotations

from django.db.models import QuerySet

from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.privacy import register
from wijkwerk.foundation.privacy.models import AccessLog, RetentionTerm
from wijkwerk.foundation.privacy.register import TermLine


def readings(*, about: Ref | None = None, by: Ref | None = None) -> QuerySet[AccessLog]:
    """The access log; of one thing, or by one actor (kind and number)."""
    found: QuerySet[AccessLog] = AccessLog.objects.all()
    if about is not None:
        found = found.filter(about_kind=about.kind, about_id=about.id)
    if by is not None:
        found = found.filter(actor_kind=by.kind, actor_id=by.id)
    return found


def chosen_terms() -> dict[str, int]:
    """What this municipality chose itself: line and days."""
    return dict(RetentionTerm.objects.values_list("line_key", "days"))


def days_of(term_line: TermLine, chosen: dict[str, int]) -> int:
    """How many days this municipality keeps the rows of a line; bounds hold for choices of long ago too."""
    days = chosen.get(term_line.line.key, term_line.term.days)
    return min(max(days, term_line.term.least), term_line.term.most)


def terms() -> list[tuple[TermLine, int]]:
    """Every line with a term, and how many days it is here."""
    chosen = chosen_terms()
    return [(term_line, days_of(term_line, chosen)) for term_line in register.term_lines()]
