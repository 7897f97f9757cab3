"""What can be asked of chores. Talks are asked for one chore, by those who may read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.chore_states import OPEN, ChoreState
from wijkwerk.domain.workshop.models import (
    Chore,
    ChoreCost,
    ChoreRules,
    Intake,
    Outcome,
    Quote,
    Resident,
    RuleCard,
    WorkLog,
)
from wijkwerk.domain.workshop.queries.desk_lines import DeskLine
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.things import ref

AROUND = ("facility__work_area", "resident", "for_resident")


def chore(pk: int) -> Chore:
    return Chore.objects.select_related(*AROUND).get(pk=pk)  # type: ignore[no-any-return]


def chores(workshop: Facility, *, state: str = "", kind: str = "") -> Any:
    """Chores of a place; without a state those that are still open."""
    found = Chore.objects.filter(facility=workshop).select_related("resident", "for_resident")
    if kind:
        found = found.filter(kind=kind)
    if state == "all":
        return found
    return found.filter(state=state) if state else found.open()


def how_many(workshop: Facility) -> dict[str, int]:
    """Chores by state."""
    counted = Chore.objects.filter(facility=workshop).order_by().values_list("state").annotate(Count("pk"))
    return dict(counted)


def chores_of(resident: Resident) -> Any:
    """Asked by somebody, or for them by a neighbour."""
    return Chore.objects.filter(Q(resident=resident) | Q(for_resident=resident)).select_related(*AROUND)


# ── Behind the wall ────────────────────────────────────────────────────────────────────────────────────────────────
def intake(pk: int) -> Intake:
    found: Intake = Intake.objects.select_related("facility__work_area", "chore__resident").get(pk=pk)
    return found


def intakes_of(chore: Chore) -> QuerySet[Intake]:
    """All talks about a chore, the newest first."""
    found: QuerySet[Intake] = Intake.objects.filter(chore=chore)
    return found


def outcome_of(chore: Chore) -> str:
    """The word alone: what everybody at the desk may know."""
    word = outcome_word(chore)
    return str(Outcome(word).label) if word else ""


def outcome_word(chore: Chore) -> str:
    return Intake.objects.filter(chore=chore, is_current=True).values_list("outcome", flat=True).first() or ""


# ── What it costs ──────────────────────────────────────────────────────────────────────────────────────────────────
def quote(pk: int) -> Quote:
    found: Quote = Quote.objects.select_related("facility__work_area", "chore__resident").get(pk=pk)
    return found


def quotes_of(chore: Chore) -> list[Quote]:
    return list(Quote.objects.filter(chore=chore).prefetch_related("lines"))


def costs_of(chore: Chore) -> list[ChoreCost]:
    return list(ChoreCost.objects.filter(chore=chore))


def work_on(chore: Chore) -> list[WorkLog]:
    """Who worked on it, with their minutes."""
    kind, number = ref(chore)
    rows = WorkLog.objects.filter(about_kind=kind, about_id=number).select_related("participant__resident")
    return list(rows.order_by("on", "pk"))


def rules_of(workshop: Facility) -> ChoreRules:
    """What a place set for itself, or else what is usual."""
    found: ChoreRules | None = ChoreRules.objects.filter(facility=workshop).first()
    return found or ChoreRules(facility=workshop)


def rule_cards(workshop: Facility) -> list[RuleCard]:
    """What we do, then what we do not, each in the host's order."""
    return list(RuleCard.objects.filter(facility=workshop))


def rule_card(pk: int) -> RuleCard:
    found: RuleCard = RuleCard.objects.select_related("facility__work_area").get(pk=pk)
    return found


# ── At the desk ────────────────────────────────────────────────────────────────────────────────────────────────────
def desk_lines(resident: Resident, *, at: datetime) -> list[DeskLine]:
    """The chores of somebody that are open, and those that are done while we do not know whether they are content."""
    found = chores_of(resident).filter(Q(state__in=OPEN) | Q(state=ChoreState.DONE, satisfied=None))
    quotes = {
        quote.chore_id: quote
        for quote in Quote.objects.filter(chore__in=found, is_current=True, agreed_at=None, refused_at=None)
    }
    return [
        DeskLine(
            title=_("Klus: %(title)s") % {"title": chore.title},
            text=_words(chore, quotes.get(chore.pk)),
            tone=chore.tone,
            address=chore.get_absolute_url(),
            at=chore.asked_at,
            urgent=chore.pk in quotes or chore.state == ChoreState.STOPPED,
        )
        for chore in found.order_by("-asked_at", "-pk")
    ]


def _words(chore: Chore, quote: Quote | None) -> str:
    if quote is not None:
        amounts = {"own": written(quote.contribution_cents), "full": written(quote.full_cost_cents)}
        return _("vraag of het goed is: bijdrage %(own)s, de klus kost %(full)s") % amounts
    match chore.state:
        case ChoreState.ASKED:
            return _("er is nog geen gesprek geweest")
        case ChoreState.PLANNED if chore.planned_on is not None:
            day = date_format(chore.planned_on, "l j F")
            return _("%(day)s, in de %(half)s") % {"day": day, "half": chore.get_planned_half_display()}
        case ChoreState.DONE:
            return _("klaar: vraag of het naar wens is")
    return chore.get_state_display()
