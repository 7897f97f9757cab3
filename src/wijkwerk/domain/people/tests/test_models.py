"""What the database itself refuses, and which roles a person holds."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.people.models import Assignment, BodyMember, Invitation, Organisation, TeamMember
from wijkwerk.domain.people.tests.factories import (
    LONG_AGO,
    NOON,
    TODAY,
    give,
    make_absence,
    make_account,
    make_body,
    make_coordinator,
    make_holder,
    make_organisation,
    make_person,
)
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Reach
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock


def is_refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_role_that_is_held_per_area_has_an_area(municipality):
    person = make_person()
    is_refused(lambda: Assignment.objects.create(person=person, role=Role.COORDINATOR, from_on=LONG_AGO))


def test_a_role_of_the_municipality_has_no_area(maarswold):
    person = make_person()
    is_refused(lambda: Assignment.objects.create(person=person, role=Role.DESK, work_area=maarswold, from_on=LONG_AGO))


def test_a_role_does_not_end_before_it_begins(maarswold):
    person = make_person()
    is_refused(lambda: give(person, Role.COORDINATOR, maarswold, from_on=TODAY, until_on=TODAY - timedelta(days=1)))


def test_an_account_is_one_person_in_a_municipality(municipality):
    account = make_account()
    make_person("Ina", account=account)
    is_refused(lambda: make_person("Ook Ina", account=account))


def test_who_left_did_so_on_a_day(municipality):
    is_refused(lambda: make_person(is_active=False, left_on=None))


def test_only_a_residents_body_has_a_role_and_expectations(municipality):
    is_refused(lambda: Organisation.objects.create(name="School", kind="school", expects="Alles"))


def test_an_organisation_has_its_own_name(municipality):
    make_organisation("De Veenkanten")
    is_refused(lambda: make_organisation("De Veenkanten"))


def test_a_member_of_a_body_is_a_person_or_a_name(municipality):
    body, person = make_body(), make_person()
    is_refused(lambda: BodyMember.objects.create(body=body, from_on=LONG_AGO))
    is_refused(lambda: BodyMember.objects.create(body=body, person=person, name="Ina", from_on=LONG_AGO))


def test_a_team_member_is_somebody(maarswold):
    is_refused(lambda: TeamMember.objects.create(work_area=maarswold, ring="core", from_on=LONG_AGO))


def test_nobody_replaces_themselves(municipality):
    person = make_person()
    is_refused(lambda: make_absence(person, from_on=TODAY, until_on=date(2025, 3, 9), replaced_by=person))


def test_a_person_has_one_open_invitation(municipality):
    person = make_person()
    values = {"person": person, "email": "a@example.nl", "created_at": NOON, "expires_at": NOON}
    Invitation.objects.create(token_hash="1", **values)
    is_refused(lambda: Invitation.objects.create(token_hash="2", **values))


# ── As actor ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_role_is_held_in_its_own_area_alone(maarswold, mussel):
    coordinator = make_coordinator(maarswold)
    assert coordinator.roles_on(maarswold) == {Role.EVERYONE, Role.COORDINATOR}
    assert coordinator.roles_on(mussel) == {Role.EVERYONE}
    assert coordinator.reach(Permission.SIGNAL_ANSWER) == Reach(area_ids=frozenset({maarswold.pk}))


def test_a_role_is_held_from_its_first_day_and_no_longer_on_its_last(maarswold):
    today, day = clock.today(), timedelta(days=1)
    person = make_person()
    give(person, Role.COORDINATOR, maarswold, from_on=today + day)
    give(person, Role.SPECIALIST, maarswold, from_on=LONG_AGO, until_on=today)
    give(person, Role.PARTNER, maarswold, from_on=today, until_on=today + day)
    assert person.held == ((Role.PARTNER, maarswold.pk),)


def test_who_left_holds_nothing(maarswold):
    coordinator = make_coordinator(maarswold)
    coordinator.is_active = False
    assert coordinator.roles_on(maarswold) == {Role.EVERYONE}
    assert coordinator.parties == ()


def test_a_thing_knows_a_person_and_the_organisation_of_a_person(municipality):
    person = make_person(organisation=make_organisation())

    class Thing:
        def access_parties(self):
            return {("organisation", person.organisation_id): Role.HANDLER}

    assert person.roles_on(Thing()) == {Role.EVERYONE, Role.HANDLER}
    assert make_person("Een ander").roles_on(Thing()) == {Role.EVERYONE}


def test_roles_are_read_once(maarswold, django_assert_num_queries):
    person = make_holder(Role.SPECIALIST, maarswold)
    with django_assert_num_queries(1):
        for _time in range(3):
            person.roles_on(maarswold)
            person.reach(Permission.SIGNAL_VIEW)


def test_a_coordinator_who_stands_in_holds_the_areas_of_who_is_away(maarswold, mussel):
    away, stand_in = make_coordinator(maarswold), make_coordinator(mussel, name="Vera Vervanger")
    today = clock.today()
    make_absence(away, from_on=today, until_on=today + timedelta(days=7), replaced_by=stand_in)
    assert sorted(stand_in.held) == sorted([(Role.COORDINATOR, maarswold.pk), (Role.COORDINATOR, mussel.pk)])


def test_somebody_else_who_stands_in_is_the_face_and_gets_no_rights(maarswold):
    away, stand_in = make_coordinator(maarswold), make_holder(Role.DESK, name="Dirk Balie")
    today = clock.today()
    make_absence(away, from_on=today, until_on=today + timedelta(days=7), replaced_by=stand_in)
    assert stand_in.held == ((Role.DESK, None),)
