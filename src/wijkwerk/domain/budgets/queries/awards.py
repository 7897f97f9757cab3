"""What can be asked about the yearly award: what runs, who was nominated, how the jury stands."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from wijkwerk.domain.budgets.models import (
    AWARD_RUNNING,
    AwardState,
    AwardYear,
    Consent,
    Juror,
    JurorScore,
    Nomination,
    NominationState,
)
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor


def award(pk: int) -> AwardYear:
    found: AwardYear = AwardYear.objects.select_related("work_area", "winner").get(pk=pk)
    return found


def public_award(pk: int) -> AwardYear:
    found: AwardYear = AwardYear.objects.public().select_related("work_area", "winner__initiative").get(pk=pk)
    return found


def public_awards() -> QuerySet[AwardYear]:
    found: QuerySet[AwardYear] = AwardYear.objects.public().select_related("work_area", "winner")
    return found.order_by("-year", "work_area__name", "id")


def managed_by(actor: Actor) -> QuerySet[AwardYear]:
    reach = actor.reach(Permission.AWARD_MANAGE)
    rows: QuerySet[AwardYear] = AwardYear.objects.select_related("work_area")
    if reach.everywhere:
        return rows
    return rows.filter(Q(work_area__in=reach.area_ids) | Q(work_area__isnull=True)) if reach else rows.none()


def nomination(pk: int) -> Nomination:
    found: Nomination = Nomination.objects.select_related("award_year__work_area", "joined_to", "initiative").get(pk=pk)
    return found


def nomination_by_link(key: str) -> Nomination | None:
    """A year after the end the link leads on only for a winner whose name is still read."""
    rows = Nomination.objects.select_related("award_year__work_area", "joined_to").filter(nominee_link_key=key)
    found: Nomination | None = rows.filter(Q(forgotten_at__isnull=True) | Q(consent=Consent.YES)).first()
    return found


def juror_by_link(key: str) -> Juror | None:
    found: Juror | None = Juror.objects.select_related("award_year__work_area", "person").filter(link_key=key).first()
    return found


def juror(pk: int) -> Juror:
    found: Juror = Juror.objects.select_related("award_year__work_area", "person").get(pk=pk)
    return found


def nominations_of(award: AwardYear) -> QuerySet[Nomination]:
    found: QuerySet[Nomination] = Nomination.objects.filter(award_year=award).select_related("initiative")
    return found.order_by("nominated_at", "id")


def for_jury(award: AwardYear) -> list[Nomination]:
    """What the jury judges, in an order that says nothing: by name."""
    rows = nominations_of(award).filter(state=NominationState.ACCEPTED)
    return sorted(rows, key=lambda row: (row.nominee.casefold(), row.pk))


def voices(award: AwardYear) -> dict[int, int]:
    """How often each nominee was nominated: the nomination itself and those that were joined to it."""
    found: dict[int, int] = {}
    rows = Nomination.objects.filter(award_year=award).order_by().values_list("pk", "joined_to")
    for pk, joined_to in rows:
        found[joined_to or pk] = found.get(joined_to or pk, 0) + 1
    return found


def scores_of(juror: Juror) -> dict[int, JurorScore]:
    return {score.nomination_id: score for score in JurorScore.objects.filter(juror=juror)}


class Standing(NamedTuple):
    """How the jury thinks of a nominee."""

    nomination: Nomination
    average: Fraction | None  # None: nobody gave points
    judged_by: int
    aside: int  # jurors who know the nominee too well
    place: int | None

    @property
    def shown(self) -> str:
        """The average with one figure behind the comma, rounded half up."""
        if self.average is None:
            return "–"
        tenths = int(self.average * 10 + Fraction(1, 2))
        return f"{tenths // 10},{tenths % 10}"


def standings(award: AwardYear) -> list[Standing]:
    """By average of the points, exactly; who stands equal shares the place. A juror who stands aside does not count."""
    by_nomination: dict[int, list[JurorScore]] = {}
    for score in JurorScore.objects.filter(nomination__award_year=award):
        by_nomination.setdefault(score.nomination_id, []).append(score)
    rows = []
    for each in for_jury(award):
        scores = by_nomination.get(each.pk, [])
        points = [score.points for score in scores if score.points is not None]
        average = Fraction(sum(points), len(points)) if points else None
        rows.append(Standing(each, average, len(points), len(scores) - len(points), None))
    rows.sort(key=lambda row: (row.average is None, -(row.average or 0), row.nomination.nominee.casefold()))
    averages = [row.average for row in rows if row.average is not None]
    return [
        row._replace(place=1 + sum(other > row.average for other in averages)) if row.average is not None else row
        for row in rows
    ]


def still_to_judge(award: AwardYear) -> dict[int, int]:
    """How many nominations each juror has yet to judge."""
    wanted = {row.pk for row in for_jury(award)}
    judged: dict[int, int] = {}
    for juror_id, nomination_id in JurorScore.objects.filter(juror__award_year=award).values_list(
        "juror", "nomination"
    ):
        judged[juror_id] = judged.get(juror_id, 0) + (nomination_id in wanted)
    return {each.pk: len(wanted) - judged.get(each.pk, 0) for each in award.jurors.all()}


def public_nominees(*awards: AwardYear) -> dict[int, list[Nomination]]:
    """Who said yes to their name in public, by award; an organisation, which is no private person, says so too."""
    rows = Nomination.objects.filter(award_year__in=awards, state=NominationState.ACCEPTED, consent=Consent.YES)
    found: dict[int, list[Nomination]] = {award.pk: [] for award in awards}
    for row in sorted(rows, key=lambda row: (row.nominee.casefold(), row.pk)):
        found[row.award_year_id].append(row)
    return found


def winner_to_show(award: AwardYear) -> Nomination | None:
    """The winner, as long as they let their name be read."""
    if award.state != AwardState.ANNOUNCED or award.winner is None:
        return None
    return award.winner if award.winner.consent == Consent.YES else None


# ── What waits ─────────────────────────────────────────────────────────────────────────────────────────────────────
def to_look_at(actor: Actor) -> QuerySet[Nomination]:
    """Nominations that nobody who keeps the award looked at yet."""
    awards = managed_by(actor).filter(state__in=AWARD_RUNNING).order_by().values("pk")
    found: QuerySet[Nomination] = Nomination.objects.filter(award_year__in=awards, state=NominationState.RECEIVED)
    return found


def new_by_award(actor: Actor) -> dict[int, int]:
    """How many of them each award has."""
    rows = to_look_at(actor).order_by().values("award_year").annotate(n=Count("pk"))
    return dict(rows.values_list("award_year", "n"))


class ToJudge(NamedTuple):
    juror: Juror
    left: int


def to_judge(actor: Actor) -> list[ToJudge]:
    """The juries in which this actor sits by account and has not judged everything yet."""
    if actor.kind != "person":
        return []
    rows = Juror.objects.filter(person=actor.id, award_year__state=AwardState.JUDGING)
    found = [ToJudge(row, still_to_judge(row.award_year)[row.pk]) for row in rows.select_related("award_year")]
    return [each for each in found if each.left]
