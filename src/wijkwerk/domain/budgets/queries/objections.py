"""Objections: the terms of the law, which there are, which lie on a decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q, QuerySet

from wijkwerk.domain.budgets.models import (
    Application,
    Conflict,
    Decision,
    Grant,
    GrantState,
    Objection,
    ObjectionState,
    TermUnit,
)
from wijkwerk.domain.budgets.queries import applications, rules
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock

WEEKS = 6  # to decide on an objection (Awb 7:10, 1)
WEEKS_WITH_COMMITTEE = 12  # where a committee advises on it (the same)
WEEKS_MORE = 6  # when that is too short, once, told in writing (Awb 7:10, 3)
WEEKS_TO_APPEAL = 6  # to the court (Awb 6:7)
WEEKS_IN_THE_POST = 1  # after the end of the term, for what was posted within it (Awb 6:9, 2)

SHOWN: dict[str, Callable[[date], Q]] = {
    "": lambda on: Q(state=ObjectionState.OPEN),
    "te-laat": lambda on: Q(state=ObjectionState.OPEN, decide_by__lt=on),
    "afgerond": lambda on: ~Q(state=ObjectionState.OPEN),
    "alles": lambda on: Q(),
}


def objection(pk: int) -> Objection:
    found: Objection = Objection.objects.select_related(
        "decision__application__work_area",
        "decision__application__fund",
        "decision__application__rule_set",
        "decision__application__handler",
        "decision__decided_by",
        "registered_by",
        "decided_by",
    ).get(pk=pk)
    return found


def decision_of(pk: int, decision_pk: int) -> Decision:
    """What one can object to: a decision on this application that was made known and of which the words are kept."""
    rows = Decision.objects.published().filter(is_erased=False)
    found: Decision = rows.select_related("application__work_area", "application__rule_set").get(
        pk=decision_pk, application=pk
    )
    return found


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def objections_visible_to(actor: Actor, *, on: date, shows: str = "") -> QuerySet[Objection]:
    """Of applications that this actor may open, but those in which they have an interest."""
    seen = applications.applications_visible_to(actor, on=on).order_by().values("pk")
    rows: QuerySet[Objection] = Objection.objects.filter(SHOWN[shows](on), decision__application__in=seen)
    if actor.kind == "person":
        rows = rows.exclude(decision__application__in=Conflict.objects.filter(person=actor.id).values("application"))
    return rows.select_related("decision__application__work_area")


def objections_on(application: Application) -> list[Objection]:
    """To any decision on it, the newest first."""
    rows = Objection.objects.filter(decision__application=application)
    return list(rows.select_related("decision", "decided_by"))


def objections_to(decision: Decision) -> list[Objection]:
    return list(Objection.objects.filter(decision=decision).select_related("decision"))


# ── The terms of the law ───────────────────────────────────────────────────────────────────────────────────────────
def last_day_to_object(decision: Decision, *, on: date) -> date:
    """As the letters said that had gone out by a day: that of the decision, or what was decided since about its grant:
    that it is withdrawn, how it was justified, that money has to come back."""
    assert decision.object_until is not None  # a decision that was made known says until when
    rule_set, days = decision.application.rule_set, [decision.object_until]
    grant = Grant.objects.filter(decision=decision).select_related("justification").first()
    if grant is not None and rule_set is not None:
        told = [claim.asked_at for claim in grant.claims.all()]
        if grant.state == GrantState.WITHDRAWN:
            told.append(grant.ended_at)
        if hasattr(grant, "justification"):
            told.append(grant.justification.judged_at)
        told_on = [clock.dutch(moment).date() for moment in told if moment is not None]
        days += [rules.object_until(rule_set, told_on=day) for day in told_on if day <= on]
    return max(days)


def is_in_time(*, received_on: date, posted_on: date | None, until: date) -> bool:
    """It came on the last day or before; or it was posted by then and came within a week of it (Awb 6:9)."""
    if received_on <= until:
        return True
    return posted_on is not None and posted_on <= until and received_on <= _weeks_after(until, WEEKS_IN_THE_POST)


def came_in_time(objection: Objection) -> bool:
    until = objection.object_until
    return is_in_time(received_on=objection.received_on, posted_on=objection.posted_on, until=until)


def decide_by(objection: Objection) -> date:
    """Six weeks after the last day to object, twelve where a committee advises (Awb 7:10, 1); at most six more when it
    was extended (7:10, 3). Of what came too late the time begins when it came."""
    weeks = WEEKS_WITH_COMMITTEE if objection.with_committee else WEEKS
    if objection.extended_at is not None:
        weeks += WEEKS_MORE
    return _weeks_after(objection.object_until if came_in_time(objection) else objection.received_on, weeks)


def appeal_until(told_on: date) -> date:
    """The last day to ask the court what it thinks of a decision on an objection."""
    return _weeks_after(told_on, WEEKS_TO_APPEAL)


def _weeks_after(day: date, weeks: int) -> date:
    """The end of a term of the law, which is no Saturday, Sunday or public holiday (Algemene termijnenwet, 1)."""
    return rules.add_term(day, weeks, TermUnit.WEEKS)
