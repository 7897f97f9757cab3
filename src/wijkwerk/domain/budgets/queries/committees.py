"""Committees: which there are, who sits in them, who may take part in what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from wijkwerk.domain.budgets.models import AmountBand, Application, Committee, CommitteeMember, Conflict, RuleSet
from wijkwerk.domain.budgets.models.committees import CommitteeQuerySet
from wijkwerk.foundation.access.policy import Actor


def committee(pk: int) -> Committee:
    found: Committee = Committee.objects.select_related("organisation").get(pk=pk)
    return found


def member(pk: int) -> CommitteeMember:
    found: CommitteeMember = CommitteeMember.objects.select_related("committee", "person").get(pk=pk)
    return found


def conflict(pk: int) -> Conflict:
    found: Conflict = Conflict.objects.select_related("application", "person").get(pk=pk)
    return found


def committees() -> CommitteeQuerySet:
    found: CommitteeQuerySet = Committee.objects.select_related("organisation").prefetch_related("work_areas")
    return found


def committees_of(actor: Actor, *, on: date) -> CommitteeQuerySet:
    """Where this actor sits."""
    found: CommitteeQuerySet = Committee.objects.none()
    if actor.kind == "person" and actor.id is not None:
        found = Committee.objects.of_person(actor.id, day=on)
    return found


def members_of(committee: Committee, *, on: date) -> list[CommitteeMember]:
    return list(CommitteeMember.objects.on(on).filter(committee=committee).select_related("person"))


def other_members_of(committee: Committee, *, on: date) -> list[CommitteeMember]:
    """Who sat in it before, or will."""
    now = CommitteeMember.objects.on(on).filter(committee=committee)
    rest = CommitteeMember.objects.filter(committee=committee).exclude(pk__in=now.values("pk"))
    return list(rest.select_related("person").order_by("-from_on", "id"))


def terms_of(committee: Committee, person_id: int) -> QuerySet[CommitteeMember]:
    """How often somebody sat there, sits or will; a seat that was never taken is none."""
    rows: QuerySet[CommitteeMember] = CommitteeMember.objects.filter(committee=committee, person=person_id)
    return rows.exclude(pk__in=[row.pk for row in rows if row.until_on == row.from_on])


def most_at_once(members: Iterable[CommitteeMember]) -> int:
    """How many sit together on the fullest day."""
    rows = list(members)
    return max((sum(each.sits_on(row.from_on) for each in rows) for row in rows), default=0)


def rules_that_name(committee: Committee, *, on: date) -> list[RuleSet]:
    """The published rules that give this committee a part, on a day and after."""
    bands = AmountBand.objects.filter(committee=committee).values("rule_set")
    named = RuleSet.objects.published().filter(Q(committee=committee) | Q(pk__in=bands))
    return list(named.filter(Q(valid_until=None) | Q(valid_until__gt=on)).select_related("fund", "work_area"))


# ── Interests ──────────────────────────────────────────────────────────────────────────────────────────────────────
def conflicts_of(application: Application) -> list[Conflict]:
    return list(Conflict.objects.filter(application=application).select_related("person", "declared_by"))


def has_interest(actor: Actor, application: Application) -> bool:
    """Whether this actor keeps out of it: no advice, no vote, no decision, no payment, no look at the deliberation."""
    if actor.kind != "person" or actor.id is None:
        return False
    return bool(Conflict.objects.filter(application=application, person=actor.id).exists())


def free_members(committee: Committee, application: Application, *, on: date) -> list[CommitteeMember]:
    """Who sits there and has no interest: they vote, and the quorum is of them."""
    sitting = CommitteeMember.objects.on(on).filter(committee=committee).select_related("person")
    return list(sitting.exclude(person__in=Conflict.objects.filter(application=application).values("person")))


def sits_in(committee: Committee, actor: Actor, *, on: date) -> bool:
    if actor.kind != "person":
        return False
    rows: QuerySet[CommitteeMember] = CommitteeMember.objects.on(on)
    return rows.filter(committee=committee, person=actor.id).exists()
