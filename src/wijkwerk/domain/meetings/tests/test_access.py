"""What a list shows and what the policy allows are the same: of series, meetings' decisions and actions."""

import pytest

from wijkwerk.domain.meetings.models import Action, Decision, Series
from wijkwerk.domain.meetings.operations import minutes, series
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.domain.meetings.tests.factories import (
    MONDAY,
    freeze,
    make_action,
    make_organisation,
    make_person,
    make_series,
    prepare,
    set_rhythm,
)
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.people.tests.factories import give
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import CLOCK, VISITOR, may
from wijkwerk.foundation.access.roles import ROLES, Role, roles_that_can_be_given

SAYS = {"by": CLOCK, "at": MONDAY}


@pytest.fixture
def rows(maarswold, mussel):
    """Series here, elsewhere and about all; each also with a person, an organisation and a role that takes part."""
    person, office = make_person("Ina Berends"), make_organisation("De Veenkanten")
    make_person("Piet Partner", organisation=office)
    make_person("Vera Vertrokken", organisation=office, is_active=False)
    made = []
    for areas in ([maarswold], [mussel], []):
        for who in (
            {},
            {"person": person},
            {"organisation": office},
            {"role": Role.RESIDENTS_BODY},
            {"leader": person},
        ):
            leader = {"leader": who["leader"]} if "leader" in who else {}
            one = make_series(*areas, title=f"Reeks {len(made)}", **leader)
            if who and not leader:
                series.add_member(one, **who, **SAYS)
            made.append(one)
    return made


@pytest.fixture
def minuted(rows):
    """Of some of them a meeting with what came of it."""
    office = Organisation.objects.get(name="De Veenkanten")
    for number, one in enumerate([rows[0], rows[5], rows[11]]):
        meeting = freeze(prepare(set_rhythm(one)))
        make_action(meeting, f"Actie {number}")
        make_action(meeting, f"Actie van kantoor {number}", owner_organisation=office)
        minutes.decide(meeting, text="Zo doen wij het", is_public=number == 1, **SAYS)


def actors(here):
    yield "visitor", VISITOR
    for name in ("Ina Berends", "Piet Partner", "Vera Vertrokken"):
        yield name, Person.objects.get(name=name)
    for role in roles_that_can_be_given():
        holder = make_person(f"Rol {role}")
        give(holder, role, here if ROLES[role].held == "area" else None)
        yield f"{role} ({ROLES[role].held})", holder


def allowed(actor, permission, things):
    return {thing.pk for thing in things if may(actor, permission, on=thing)}


def test_lists_of_series_show_what_the_policy_allows(rows, maarswold):
    everything = list(occurrences.whole(Series.objects.all()))
    for who, actor in actors(maarswold):
        seen = {one.pk for one in Series.objects.visible_to(actor)}
        kept = {one.pk for one in Series.objects.kept_by(actor)}
        assert (who, seen) == (who, allowed(actor, Permission.MEETING_VIEW, everything))
        assert (who, kept) == (who, allowed(actor, Permission.MEETING_MANAGE, everything))
    assert list(Series.objects.of(VISITOR)) == []
    part = Series.objects.of(Person.objects.get(name="Piet Partner"))
    assert sorted(one.title for one in part) == ["Reeks 12", "Reeks 2", "Reeks 7"]


def test_lists_of_actions_and_decisions_show_what_the_policy_allows(minuted, maarswold):
    actions = [queries.action(pk) for pk in Action.objects.values_list("pk", flat=True)]
    decisions = [queries.decision(pk) for pk in Decision.objects.values_list("pk", flat=True)]
    for who, actor in actors(maarswold):
        seen = {action.pk for action in Action.objects.visible_to(actor)}
        assert (who, seen) == (who, allowed(actor, Permission.MEETING_VIEW, actions))
        read = {decision.pk for decision in Decision.objects.visible_to(actor)}
        assert (who, read) == (who, {d.pk for d in decisions if may(actor, d.thread_view_permission, on=d)})
