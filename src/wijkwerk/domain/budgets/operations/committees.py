"""Committees: founding and changing them, who takes and leaves a seat. The committee is locked, so that the maximum,
the chair and the terms hold whoever adds somebody at the same moment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import Committee, CommitteeMember, Majority, OnTie
from wijkwerk.domain.budgets.queries import committees as queries
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal


class CommitteeNameMissing(Refusal):
    message = _("Geef de commissie een naam.")
    field = "name"


class CommitteeNameTaken(Refusal):
    message = _("Er is al een commissie met deze naam.")
    field = "name"


class QuorumTooLarge(Refusal):
    message = _("Er zijn meer leden nodig om te stemmen dan er in de commissie mogen zitten.")
    field = "quorum"


class MoreSitAlready(Refusal):
    message = _("Er zitten nu meer mensen in deze commissie. Laat eerst iemand vertrekken.")
    field = "most_members"


class CommitteeIsFull(Refusal):
    field = "person"

    def __init__(self, most: int) -> None:
        words = gettext("Deze commissie heeft hooguit %(most)s leden, en die zijn er al in deze tijd.")
        super().__init__(words % {"most": most})


class SitsAlready(Refusal):
    message = _("Deze persoon zit in deze tijd al in de commissie.")
    field = "person"


class HasLeftUs(Refusal):
    message = _("Deze persoon werkt niet meer mee. Kies iemand anders.")
    field = "person"


class SeatEndsTooEarly(Refusal):
    message = _("De laatste dag ligt voor de eerste. Verander een van de twee.")
    field = "until_on"


class TermTooLong(Refusal):
    field = "until_on"

    def __init__(self, years: int, last: date) -> None:
        words = gettext("Een lid zit hier hooguit %(years)s jaar. Kies uiterlijk %(last)s.")
        super().__init__(words % {"years": years, "last": f"{last:%d-%m-%Y}"})


class TooManyTerms(Refusal):
    field = "person"

    def __init__(self, most: int) -> None:
        words = gettext("Deze persoon zat al %(most)s keer in deze commissie. Vaker kan niet.")
        super().__init__(words % {"most": most})


class HasAChair(Refusal):
    message = _("Er is in deze tijd al een voorzitter. Laat die eerst stoppen als voorzitter.")
    field = "is_chair"


class SitsNotNow(Refusal):
    message = _("Alleen wie nu lid is, kan voorzitter worden.")


class CommitteeIsClosed(Refusal):
    message = _("Deze commissie is opgeheven.")


class RulesNameIt(Refusal):
    def __init__(self, funds: Collection[str]) -> None:
        words = gettext("Deze commissie staat nog in de regels van: %(funds)s. Verander eerst die regels.")
        super().__init__(words % {"funds": ", ".join(sorted(set(funds)))})


@transaction.atomic
def found_committee(
    *,
    name: str,
    about: str = "",
    organisation: Organisation | None = None,
    work_areas: Collection[WorkArea] = (),
    most_members: int | None = None,
    term_years: int | None = None,
    most_terms: int | None = None,
    quorum: int = 1,
    quorum_permille: int | None = None,
    majority: str = Majority.MORE_THAN_HALF,
    on_tie: str = OnTie.NO,
    by: Actor,
    at: datetime,
) -> Committee:
    _checked(name, most_members, quorum)
    committee: Committee = Committee.objects.create(
        name=name,
        about=about,
        organisation=organisation,
        most_members=most_members,
        term_years=term_years,
        most_terms=most_terms,
        quorum=quorum,
        quorum_permille=quorum_permille,
        majority=majority,
        on_tie=on_tie,
    )
    committee.work_areas.set(work_areas)
    journal.record("committee.founded", about=committee, by=by, at=at)
    return committee


@transaction.atomic
def change_committee(
    committee: Committee, *, work_areas: Collection[WorkArea] | None = None, by: Actor, at: datetime, **changes: Any
) -> Committee:
    """What it is called and how it works. A deliberation that is going on ends by the new ways."""
    committee = _locked(committee)
    name, most = changes.get("name", committee.name), changes.get("most_members", committee.most_members)
    _checked(name, most, changes.get("quorum", committee.quorum), other_than=committee)
    today = clock.dutch(at).date()
    if (
        most is not None
        and queries.most_at_once(CommitteeMember.objects.not_over(today).filter(committee=committee)) > most
    ):
        raise MoreSitAlready
    changed = sorted(field for field, value in changes.items() if getattr(committee, field) != value)
    for field in changed:
        setattr(committee, field, changes[field])
    committee.save()
    if work_areas is not None:
        committee.work_areas.set(work_areas)
    journal.record("committee.changed", about=committee, by=by, at=at, details={"fields": changed})
    return committee


def _checked(name: str, most: int | None, quorum: int, *, other_than: Committee | None = None) -> None:
    if not name.strip():
        raise CommitteeNameMissing
    if Committee.objects.filter(name=name).exclude(pk=other_than.pk if other_than else None).exists():
        raise CommitteeNameTaken
    if most is not None and quorum > most:
        raise QuorumTooLarge


@transaction.atomic
def close_committee(committee: Committee, *, by: Actor, at: datetime) -> Committee:
    """It is no more from today. What it advised and decided stays."""
    committee = _locked(committee)
    today = clock.dutch(at).date()
    if not committee.is_standing(today):
        return committee
    if named := queries.rules_that_name(committee, on=today):
        raise RulesNameIt([str(rules.fund) for rules in named])
    committee.closed_on = today
    committee.save(update_fields=["closed_on"])
    journal.record("committee.closed", about=committee, by=by, at=at)
    return committee


@transaction.atomic
def add_member(
    committee: Committee,
    *,
    person: Person,
    from_on: date,
    until_on: date | None = None,
    is_chair: bool = False,
    by: Actor,
    at: datetime,
) -> CommitteeMember:
    """Somebody takes a seat for a term; `until_on` is the first day without them."""
    committee = _locked(committee)
    if not committee.is_standing(from_on):
        raise CommitteeIsClosed
    if not person.is_active:
        raise HasLeftUs
    if committee.term_years:
        last = _years_later(from_on, committee.term_years)
        until_on = until_on or last
        if until_on > last:
            raise TermTooLong(committee.term_years, last)
    if until_on is not None and until_on <= from_on:
        raise SeatEndsTooEarly
    together = list(CommitteeMember.objects.overlapping(from_on, until_on).filter(committee=committee))
    if any(each.person_id == person.pk for each in together):
        raise SitsAlready
    if committee.most_terms and queries.terms_of(committee, person.pk).count() >= committee.most_terms:
        raise TooManyTerms(committee.most_terms)
    member = CommitteeMember(committee=committee, person=person, from_on=from_on, until_on=until_on, is_chair=is_chair)
    if committee.most_members is not None and _fullest(member, together) > committee.most_members:
        raise CommitteeIsFull(committee.most_members)
    if is_chair and any(each.is_chair for each in together):
        raise HasAChair
    member.save()
    journal.record("committee.member_added", about=committee, by=by, at=at, details={"member": member.pk})
    return member


def _fullest(member: CommitteeMember, together: list[CommitteeMember]) -> int:
    """How many sit at most on one day of the new term."""
    days = [member.from_on, *(each.from_on for each in together if each.from_on > member.from_on)]
    return max(sum(each.sits_on(day) for each in (member, *together)) for day in days)


def _years_later(day: date, years: int) -> date:
    """The same day, so many years later; 1 March for who began on 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@transaction.atomic
def end_membership(member: CommitteeMember, *, until_on: date, by: Actor, at: datetime) -> CommitteeMember:
    """Somebody leaves: `until_on` is the first day without them. Never later than the term that was given."""
    committee = _locked(member.committee)
    member = CommitteeMember.objects.get(pk=member.pk)
    latest = member.until_on or until_on
    member.until_on = max(min(until_on, latest), member.from_on)
    member.save(update_fields=["until_on"])
    journal.record("committee.member_left", about=committee, by=by, at=at, details={"member": member.pk})
    return member


@transaction.atomic
def make_chair(member: CommitteeMember, *, by: Actor, at: datetime) -> CommitteeMember:
    """This member leads from now on, and nobody else."""
    committee = _locked(member.committee)
    member = CommitteeMember.objects.get(pk=member.pk)
    if not member.sits_on(clock.dutch(at).date()):
        raise SitsNotNow
    CommitteeMember.objects.filter(committee=committee, is_chair=True).update(is_chair=False)
    member.is_chair = True
    member.save(update_fields=["is_chair"])
    journal.record("committee.chair", about=committee, by=by, at=at, details={"member": member.pk})
    return member


def _locked(committee: Committee) -> Committee:
    fresh: Committee = Committee.objects.select_for_update().get(pk=committee.pk)
    return fresh
