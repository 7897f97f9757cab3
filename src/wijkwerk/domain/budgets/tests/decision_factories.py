"""Plain makers of what a decision needs: who decides, a committee with members, an application that lies ready."""

from datetime import date

from wijkwerk.domain.budgets.models import RuleSetState
from wijkwerk.domain.budgets.operations import committees, deliberations, ledger
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import BY, LONG_AGO, TUESDAY, make_fund, make_pot, make_rules
from wijkwerk.domain.people.tests.factories import make_holder, make_person
from wijkwerk.domain.thread.models import ConditionKind
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.roles import Role

EURO = 100


def make_ready(work_area, *, asked=250 * EURO, full=1_000 * EURO, rules=None, parts=(), fund=None, **values):
    """A fund with rules (and `parts` of these) and a pot, and an application of the Tuesday that asks 250 euros."""
    fund = fund or make_fund()
    make_rules_with(fund, *parts, **rules or {})
    pot = make_pot(fund)
    ledger.allot(pot, cents=full, **BY)
    return make_application(fund, work_area, asked_cents=asked, **values)


def make_rules_with(fund, *parts, **fields):
    """Published with these parts: afterwards they stay as they are."""
    rules = make_rules(fund, state=RuleSetState.DRAFT, **fields)
    for part in parts:
        part.rule_set = rules
        part.save()
    rules.state, rules.published_at = RuleSetState.PUBLISHED, LONG_AGO
    rules.save()
    return rules


def make_coordinator(work_area, name="Corrie Coördinator", **fields):
    return make_holder(Role.COORDINATOR, work_area, name=name, **fields)


def make_alderman(work_area, name="Ali Wethouder", **fields):
    return make_holder(Role.ALDERMAN, work_area, name=name, **fields)


def make_treasurer(name="Olaf Penning", **fields):
    return make_holder(Role.TREASURER, name=name, **fields)


def make_committee(name="Commissie Wijk aan zet", *, members=3, has_chair=True, **fields):
    """With so many members since long ago, the first of whom leads."""
    committee = committees.found_committee(name=name, **fields, **BY)
    for number in range(members):
        person = make_person(f"Lid {number + 1}", email=f"lid{number + 1}@example.nl")
        committees.add_member(
            committee, person=person, from_on=LONG_AGO.date(), is_chair=has_chair and number == 0, **BY
        )
    return committee


def seats(committee):
    return list(committee.members.order_by("pk"))


def vote_all(deliberation, *choices, at=TUESDAY):
    """The members vote in their order: for, against, abstain; None does not vote."""
    for seat, choice in zip(seats(deliberation.committee), choices, strict=False):
        if choice:
            deliberations.vote(deliberation, member=seat, choice=choice, by=seat.person, at=at)


def a_condition(what="Een vergunning", by_when=date(2025, 5, 1), kind=ConditionKind.DECISION):
    return ConditionDraft(kind=kind, what=what, from_whom="de gemeente", by_when=by_when)
