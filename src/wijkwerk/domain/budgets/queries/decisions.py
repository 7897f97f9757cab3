"""Decisions: drafts, what was decided, who did what, what is still waited for, what a decision may choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import (
    Advice,
    Application,
    Balance,
    Committee,
    CommitteeRole,
    CommitteeVote,
    Conflict,
    Decider,
    Decision,
    DecisionState,
    Deliberation,
    Grant,
    Payment,
    Pot,
    Reservation,
    Round,
    VoteProject,
    VoteState,
)
from wijkwerk.domain.budgets.queries import deliberations, rounds, rules
from wijkwerk.domain.budgets.queries.rules import WhoDecides
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.thread.models import Condition, ConditionState
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role, roles_with
from wijkwerk.foundation.journal import queries as journal
from wijkwerk.foundation.kit import clock

WITH = (
    "application__fund",
    "application__work_area",
    "application__rule_set",
    "pot__fund",
    "pot__work_area",
    "to_round",
    "decided_by",
)


def draft_on(application: Application) -> Decision | None:
    rows = Decision.objects.drafts().filter(application=application)
    found: Decision | None = rows.select_related(
        "application", "pot__fund", "to_round", "prepared_by", "second_by"
    ).first()
    return found


def standing_on(application: Application) -> Decision | None:
    """The decision that counts now."""
    rows = Decision.objects.current().filter(application=application)
    found: Decision | None = rows.select_related(
        "pot__fund", "to_round", "decided_by", "advised_by", "second_by", "advice__committee", "deliberation__committee"
    ).first()
    return found


def published_on(application: Application) -> list[Decision]:
    """Everything that was told, the newest first."""
    rows = Decision.objects.published().filter(application=application).order_by("-decided_at", "-id")
    return list(rows.select_related("decided_by", "advised_by", "to_round"))


def last_published_on(application: Application) -> Decision | None:
    return next(iter(published_on(application)), None)


def grant_of(application: Application) -> Grant | None:
    found: Grant | None = Grant.objects.filter(application=application).select_related("pot__fund").first()
    return found


def justify_by(application: Application, *, on: date) -> date | None:
    """So many days after the last day of the plan, or by the fixed day of the rules; after the grant where no day is
    known."""
    if application.rule_set is None:
        return None
    end = application.until_day or application.from_day or on
    return rules.justify_by(application.rule_set, ended_on=max(end, on))


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _of_actor(rows: QuerySet[Decision], actor: Actor) -> QuerySet[Decision]:
    """By a role in the area; not where one has an interest."""
    reach: QuerySet[Decision] = rows.within_reach(actor)  # type: ignore[attr-defined]
    if actor.kind == "person" and actor.id is not None:
        reach = reach.exclude(application__in=Conflict.objects.filter(person=actor.id).values("application"))
    return reach.select_related(*WITH, "prepared_by", "second_by")


def drafts_for(actor: Actor, *, fund_id: int | None = None, round_id: int | None = None) -> QuerySet[Decision]:
    """Made ready, of applications on which somebody can still decide."""
    rows = Decision.objects.drafts().filter(application__state__in=(ApplicationState.SENT, ApplicationState.INCOMPLETE))
    if fund_id:
        rows = rows.filter(application__fund=fund_id)
    if round_id:
        rows = rows.filter(application__round=round_id)
    return _of_actor(rows, actor).order_by("prepared_at", "id")


def waiting_for(actor: Actor) -> QuerySet[Decision]:
    """On condition, and not final yet: the longest first."""
    rows = Decision.objects.waiting().select_related("answer").prefetch_related("answer__conditions")
    return _of_actor(rows, actor).order_by("decided_at", "id")


def met_but_not_final() -> QuerySet[Decision]:
    """All that was needed is there: these become final by themselves."""
    rows: QuerySet[Decision] = Decision.objects.waiting().filter(answer__is_current=True, answer__met_at__isnull=False)
    return rows.select_related("application", "pot").order_by("id")


def waiting_in_vain() -> QuerySet[Decision]:
    """Something that was needed will not come."""
    lapsed = Condition.objects.of_current_answers().filter(state=ConditionState.LAPSED)
    rows: QuerySet[Decision] = Decision.objects.waiting().filter(answer__in=lapsed.values("answer"))
    return rows.select_related("application", "pot").order_by("id")


# ── What a decision may choose from ────────────────────────────────────────────────────────────────────────────────
def pots_for(application: Application, *, at: datetime) -> list[Pot]:
    """Where the money can come from: the pots of its fund and area that are not closed; that of its own year first."""
    if application.fund is None:
        return []
    own, today = year_of(application), clock.dutch(at).year
    area = application.work_area_id if application.fund.per_area else None
    rows = Pot.objects.filter(fund=application.fund, work_area=area, year__in={own, own + 1, today, today + 1})
    closed = Balance.objects.filter(pot__in=rows, closed_at__isnull=False).values_list("pot_id", flat=True)
    found = [pot for pot in rows.select_related("fund", "work_area") if pot.pk not in set(closed)]
    return sorted(found, key=lambda pot: (pot.year != own, pot.year != today, pot.year))


def year_of(application: Application) -> int:
    """Whose money it is: of the year of its round, else of the day that it came in."""
    if application.round is not None:
        return application.round.money_year
    return clock.dutch(application.sent_at).year if application.sent_at else clock.today().year


def pots_held_by(applications: Iterable[Application]) -> list[Pot]:
    """Where money is set aside for these, as after a vote."""
    rows = Reservation.objects.filter(application__in=list(applications)).select_related("pot")
    return [each.pot for each in rows]


def rounds_after(application: Application, *, at: datetime) -> list[Round]:
    """Those that it can be taken to: of its fund, still to close, after its own."""
    if application.fund is None:
        return []
    rows = rounds.rounds_of(application.fund, work_area=application.work_area).filter(closes_at__gt=at)
    if application.round is not None:
        rows = rows.filter(closes_at__gt=application.round.closes_at)
    return list(rows.order_by("opens_at", "id"))


# ── Who ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def who_decides_in_words(ways: WhoDecides) -> str:
    if ways.decided_by == Decider.COMMITTEE and ways.committee is not None:
        return ways.committee.name
    roles = {Decider.COORDINATOR: Role.COORDINATOR, Decider.ALDERMAN: Role.ALDERMAN}
    role = roles.get(Decider(ways.decided_by))
    return policy.name_of(role) if role is not None else _("inwoners, in een stemronde")


BY_AREA = frozenset(roles_with(Permission.GRANT_DECIDE)) - {Role.COMMITTEE_MEMBER}


def decides(actor: Actor, application: Application, ways: WhoDecides | None) -> policy.Ruling:
    """By a role in the area, or as a member of the committee that decides. Who sits in one that advises makes no
    decision ready, takes none back and decides on no objection."""
    ruling = policy.may(actor, Permission.GRANT_DECIDE, on=application)
    if not ruling or BY_AREA & actor.roles_on(application) or ways is None:
        return ruling
    committee = ways.committee if ways.decided_by == Decider.COMMITTEE else None
    if committee is not None and (actor.kind, actor.id) in committee.access_parties():
        return ruling
    return policy.Ruling(False, because=who_decides_in_words(ways))


def may_publish(actor: Actor, application: Application, ways: WhoDecides | None) -> bool:
    """Whether the decision is this actor's to make, for what a page offers; the operation has the last word."""
    if ways is None or not isinstance(actor, Person):
        return False
    if Conflict.objects.filter(application=application, person=actor.pk).exists():
        return False
    if actor.pk in deliberations.advisers_of(application):
        return False
    roles = actor.roles_on(application)
    match ways.decided_by:
        case Decider.COORDINATOR:
            return Role.COORDINATOR in roles
        case Decider.ALDERMAN:
            return Role.ALDERMAN in roles
        case Decider.COMMITTEE:
            return Role.COORDINATOR in roles or bool(decides(actor, application, ways))
        case _:
            return bool({Role.COORDINATOR, Role.ALDERMAN} & roles)


def last_deliberation_that_decided(application: Application, committee: Committee) -> Deliberation | None:
    """What the committee decided and was not made known yet."""
    rows = Deliberation.objects.filter(
        application=application, committee=committee, role=CommitteeRole.DECIDES, closed_at__isnull=False
    )
    open_ones = rows.filter(Q(decision=None) | Q(decision__state=DecisionState.DRAFT))
    found: Deliberation | None = (
        open_ones.order_by("-closed_at", "-id").select_related("closed_by", "committee").first()
    )
    return found


def was_chosen(application: Application) -> bool | None:
    """Whether residents chose it, by the rule that was published; None while there is no outcome."""
    rows = VoteProject.objects.filter(application=application, round__state=VoteState.PUBLISHED)
    project = rows.select_related("round__counted").order_by("-round__closes_at", "-pk").first()
    if project is None:
        return None
    outcome = project.round.counted.outcomes.get(project.round.rule, {})
    chosen: bool = project.number in outcome.get("chosen", [])
    return chosen


@dataclass(frozen=True)
class ThreeNames:
    """Who advised, who decided, who pays: three people."""

    advised: tuple[Person, ...]
    decided: Person | None
    pays: tuple[Person, ...]


def names_of(application: Application, decided: Decision | None) -> ThreeNames:
    """Around the decision that counts, or the last that did."""
    advised = [decided.advised_by] if decided is not None and decided.advised_by is not None else []
    if decided is None:
        advised = [each.person for each in deliberations.advices_on(application)]
    rows = Payment.objects.filter(grant__application=application, prepared_by__isnull=False).select_related(
        "prepared_by"
    )
    pays = {payment.prepared_by_id: payment.prepared_by for payment in rows}
    return ThreeNames(
        tuple(dict.fromkeys(advised)), decided.decided_by if decided is not None else None, tuple(pays.values())
    )


def may_pay(person_id: int, application: Application) -> bool:
    """Whether this person is none of those who advised, decided, voted on it or read along, and has no interest."""
    decided = Decision.objects.filter(application=application)
    named = {each for names in decided.values_list("decided_by", "advised_by", "second_by") for each in names}
    return not (
        person_id in named
        or Advice.objects.filter(application=application, person=person_id).exists()
        or CommitteeVote.objects.filter(deliberation__application=application, member__person=person_id).exists()
        or Conflict.objects.filter(application=application, person=person_id).exists()
    )


@dataclass(frozen=True)
class Together:
    """What the drafts of one pot come to, and what is left for them: also what was set aside for them already."""

    pot: Pot
    count: int
    cents: int
    left_cents: int

    @property
    def short_cents(self) -> int:
        return max(self.cents - self.left_cents, 0)


def together(drafts: Iterable[Decision]) -> list[Together]:
    """By pot: how much the drafts give, and how much there is."""
    of_pot: dict[Pot, list[Decision]] = {}
    for draft in drafts:
        if draft.pot is not None:
            of_pot.setdefault(draft.pot, []).append(draft)
    left = dict(Balance.objects.filter(pot__in=of_pot).values_list("pot_id", "left_cents"))
    found = []
    for pot, own in of_pot.items():
        held = Reservation.objects.filter(pot=pot, application__in=[each.application_id for each in own])
        aside: int = held.aggregate(cents=Sum("reserved_cents"))["cents"] or 0
        cents = sum(each.amount_cents for each in own)
        found.append(Together(pot, len(own), cents, left.get(pot.pk, 0) + aside))
    return found


def complete_at(application: Application) -> datetime:
    """When it was complete: as it came, or when the applicant completed it for the last time."""
    completed = [entry.at for entry in journal.entries_about(application) if entry.verb == "application.completed"]
    return max(completed, default=application.sent_at or application.created_at)
