"""Who is found by whom, and what is forgotten when its term has ended."""

from datetime import timedelta

import pytest

from wijkwerk.domain.people import operations, privacy, search, tasks
from wijkwerk.domain.people.models import Absence, Account, BodyMember, Invitation, Person
from wijkwerk.domain.people.tests.factories import (
    LONG_AGO,
    NOON,
    TODAY,
    give,
    make_absence,
    make_account,
    make_body,
    make_body_member,
    make_person,
)
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import VISITOR, Reach
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.search import queries as finding
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

YEAR = timedelta(days=365)


@pytest.fixture
def done(administrator):
    return {"by": administrator, "at": NOON}


def found(words, actor=VISITOR):
    reaches = {kind: actor.reach(permission) for kind, permission in search.KINDS.items()}
    return [hit.title for hit in finding.find(words, reaches=reaches).rows]


# ── Found ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_everybody_finds_an_organisation_until_it_stops(done):
    school = operations.add_organisation(name="De Klimop", kind="school", about="Plein open na vier uur", **done)
    assert found("plein klimop") == ["De Klimop"]
    operations.change_organisation(school, is_active=False, **done)
    assert found("klimop") == []


def test_everybody_finds_who_works_in_the_open_and_staff_find_all(done, administrator, maarswold):
    person = operations.add_person(name="Corrie Kanaalstra", function="Wijkregisseur", **done)
    assert (found("kanaalstra"), found("kanaalstra", administrator)) == ([], ["Corrie Kanaalstra"])
    role = operations.give_role(person, role=Role.COORDINATOR, work_area=maarswold, from_on=LONG_AGO, **done)
    assert found("kanaalstra") == ["Corrie Kanaalstra"]
    operations.end_role(role, until_on=TODAY, **done)
    assert found("kanaalstra") == []
    operations.deactivate_person(person, **done)
    assert found("kanaalstra", administrator) == []


def test_each_night_people_are_found_as_they_are_that_day(done, maarswold):
    person = operations.add_person(name="Corrie Kanaalstra", **done)
    give(person, Role.COORDINATOR, maarswold, from_on=clock.today())
    assert found("kanaalstra") == []
    tasks.find_people_as_they_are_today(NOON)
    assert found("kanaalstra") == ["Corrie Kanaalstra"]


def test_no_telephone_number_or_place_is_found(done, administrator):
    operations.add_person(name="Corrie", phone="0599001122", email="corrie@example.nl", findable="buurthuis", **done)
    assert [found(words, administrator) for words in ("0599001122", "example", "buurthuis")] == [[], [], []]
    assert administrator.reach(Permission.PEOPLE_VIEW) == Reach(everywhere=True)


# ── Forgotten ──────────────────────────────────────────────────────────────────────────────────────────────────────
def erase(model, before):
    line = next(line for line in privacy.LINES if line.model == model)
    return privacy.erase(line, before=before, at=NOON)


def test_who_left_long_ago_has_no_name_any_more_and_what_they_did_stays(done, maarswold):
    person = make_person("Ina", account=make_account(), phone="0599 00 00 01", is_active=False, left_on=TODAY)
    assignment = give(person, Role.COORDINATOR, maarswold, until_on=TODAY)
    assert erase("people.Person", NOON) == 0
    assert erase("people.Person", NOON + YEAR) == 1
    assert erase("people.Person", NOON + YEAR) == 0
    person.refresh_from_db()
    assert (person.name, person.phone, person.account, person.is_erased) == ("Oud-medewerker", "", None, True)
    assert (assignment.person, Account.objects.count()) == (person, 0)


def test_an_account_that_another_municipality_uses_stays(municipality):
    account = make_account()
    with in_municipality(make_municipality("GM0106", "Elders")):
        make_person("Elders", account=account)
    make_person("Hier", account=account, is_active=False, left_on=TODAY)
    erase("people.Person", NOON + YEAR)
    assert list(Account.objects.all()) == [account]


def test_who_works_here_is_not_forgotten(municipality):
    make_person("Ina")
    assert erase("people.Person", NOON + 50 * YEAR) == 0
    assert Person.objects.get().name == "Ina"


def test_invitations_memberships_and_absences_go_when_their_term_ends(done):
    operations.invite(make_person(), email="nieuw@example.nl", **done)
    body = make_body()
    make_body_member(body, name="Harm", until_on=TODAY)
    stays = make_body_member(body, name="Nynke")
    make_absence(make_person("Weg"), from_on=TODAY - timedelta(7), until_on=TODAY)
    models = ("people.Invitation", "people.BodyMember", "people.Absence")
    assert [erase(model, NOON + YEAR) for model in models] == [1, 1, 1]
    assert (Invitation.objects.count(), list(BodyMember.objects.all()), Absence.objects.count()) == (0, [stays], 0)


def test_a_line_without_a_term_is_never_carried_out(municipality):
    with pytest.raises(LookupError):
        erase("people.Assignment", NOON)
