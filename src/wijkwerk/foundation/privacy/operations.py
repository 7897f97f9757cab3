"""Writing down who read what, choosing terms, and carrying them out."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.privacy import queries
from wijkwerk.foundation.privacy.models import AccessLog, RetentionTerm
from wijkwerk.foundation.privacy.register import TermLine
from wijkwerk.foundation.tenancy import scope

log = structlog.get_logger("wijkwerk.privacy")

_QUARTER = 15 * 60  # seconds
_LONGEST_REST = 2.0  # seconds
_MOST_BATCHES = 10_000  # a day; what is left goes the next


class TermOutOfBounds(Refusal):
    field = "days"


# ── Who read what ──────────────────────────────────────────────────────────────────────────────────────────────────
def log_reading(thing: Model, *, by: Actor, at: datetime, why: str) -> None:
    """Write down that somebody reads a sensitive thing. The same actor and thing count once in a quarter of an hour."""
    about, quarter = ref(thing), int(at.timestamp()) // _QUARTER
    mine = queries.readings(about=about).filter(actor_kind=by.kind, actor_id=by.id or 0, quarter=quarter)
    if mine.exists():
        return
    reading = AccessLog(
        at=at,
        about_kind=about.kind,
        about_id=about.id,
        actor_kind=by.kind,
        actor_id=by.id or 0,
        actor_name=text.shorten(by.name, 200),
        why=text.shorten(why, 200),
        quarter=quarter,
    )
    AccessLog.objects.bulk_create([reading], ignore_conflicts=True)  # somebody's second window may be as quick


# ── Terms ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def set_term(term_line: TermLine, *, days: int, by: Actor, at: datetime) -> RetentionTerm:
    """Choose how long this municipality keeps the rows of a line."""
    least, most = term_line.term.least, term_line.term.most
    if not least <= days <= most:
        bounds = {"least": least, "most": most}
        raise TermOutOfBounds(_("Kies een getal van %(least)s tot en met %(most)s dagen.") % bounds)
    before = queries.days_of(term_line, queries.chosen_terms())
    term: RetentionTerm
    term, _is_new = RetentionTerm.objects.update_or_create(
        municipality=scope.current(), line_key=term_line.line.key, defaults={"days": days, "changed_at": at}
    )
    details = {"line": term_line.line.key, "days": days, "before": before}
    journal.record("privacy.term_changed", about=term, by=by, at=at, details=details)
    return term


def carry_out_terms(*, at: datetime) -> int:
    """Let rows go whose term ended in this municipality; how many. Doing it twice is doing it once.

    A line that fails stops no other; in the end the faults are raised together.
    """
    gone, faults = 0, []
    for term_line, days in queries.terms():
        try:
            gone += _carry_out(term_line, days, at)
        except Exception as fault:  # a fault in one room must not keep other rooms' rows beyond their term
            log.exception("term_not_carried_out", line=term_line.line.key)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("some terms were not carried out", faults)
    return gone


def _carry_out(term_line: TermLine, days: int, at: datetime) -> int:
    """Batch after batch, resting between them as long as the last one took: on SQLite nobody else writes meanwhile."""
    gone = 0
    for _turn in range(_MOST_BATCHES):
        began = time.monotonic()
        batch = _erase_batch(term_line, days, at)
        gone += batch
        if not batch:
            break
        time.sleep(min(time.monotonic() - began, _LONGEST_REST))
    return gone


@transaction.atomic
def _erase_batch(term_line: TermLine, days: int, at: datetime) -> int:
    """A batch and its entry in the journal go together: nothing disappears unrecorded."""
    gone = term_line.erase(term_line.line, before=at - timedelta(days=days), at=at)
    if gone:
        details = {"line": term_line.line.key, "days": days, "rows": gone}
        journal.record("privacy.term_carried_out", about=scope.current(), by=CLOCK, at=at, details=details)
    return gone
