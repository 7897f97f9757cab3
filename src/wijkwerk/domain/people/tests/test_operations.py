"""Deeds with people, roles, teams and absences: what they change, write down and refuse."""

import threading
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from wijkwerk.domain.people import operations, queries
from wijkwerk.domain.people.models import Absence, Assignment, BodyMember, Organisation, Person, TeamMember
from wijkwerk.domain.people.tests.factories import (
    LONG_AGO,
    NOON,
    TODAY,
    give,
    make_absence,
    make_account,
    make_administrator,
    make_body,
    make_body_member,
    make_coordinator,
    make_organisation,
    make_person,
    make_team_member,
    make_work_area,
)
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.files.models import Photo
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

WEEK = timedelta(days=7)


@pytest.fixture
def done(administrator):
    return {"by": administrator, "at": NOON}


def verbs():
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def picture():
    content = BytesIO()
    Image.new("RGB", (40, 40), "green").save(content, "PNG")
    return ContentFile(content.getvalue(), "gezicht.png")


# ── Persons ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_somebody_comes_to_work_here(done):
    school = make_organisation("De Klimop", "school")
    person = operations.add_person(name="Joke Meesters", organisation=school, email="Joke@Example.nl", **done)
    assert (person.name, person.organisation, person.email) == ("Joke Meesters", school, "joke@example.nl")
    assert verbs() == ["people.person_added"]


def test_the_journal_keeps_no_name_and_no_address(done):
    person = operations.add_person(name="Joke Meesters", phone="0599 00 00 01", **done)
    operations.change_person(person, name="Joke de Boer", phone="0599 00 00 02", **done)
    assert [entry.details for entry in Entry.objects.order_by("id")] == [{}, {"fields": ["name", "phone"]}]


def test_a_change_of_nothing_is_no_change(done):
    person = make_person()
    operations.change_person(person, name=person.name, **done)
    assert verbs() == []


def test_a_new_photo_takes_the_place_of_the_old_one(done):
    person = operations.set_photo(make_person(), photo=picture(), **done)
    first = person.photo_id
    person = operations.set_photo(person, photo=picture(), **done)
    assert list(Photo.objects.all()) == [person.photo]
    assert person.photo_id != first
    operations.set_photo(person, photo=None, **done)
    assert list(Photo.objects.all()) == []


def test_who_leaves_holds_no_role_no_place_and_no_session(done, maarswold):
    person = make_coordinator(maarswold, account=make_account())
    number = person.account.sessions_number
    later = give(person, Role.SPECIALIST, maarswold, from_on=TODAY + WEEK)
    make_team_member(maarswold, person=person)
    make_body_member(make_body(), person=person)
    make_absence(person, from_on=TODAY, until_on=TODAY + WEEK)
    person = operations.deactivate_person(person, **done)
    assert (person.is_active, person.left_on, person.held) == (False, TODAY, ())
    ends = list(person.assignments.order_by("id").values_list("from_on", "until_on"))
    assert ends == [(LONG_AGO, TODAY), (later.from_on, later.from_on)]
    assert [rows.on(TODAY).count() for rows in (TeamMember.objects, BodyMember.objects, Absence.objects)] == [0, 0, 0]
    person.account.refresh_from_db()
    assert person.account.sessions_number == number + 1
    assert verbs()[-1] == "people.person_left"


def test_who_left_cannot_leave_again_nor_get_a_role(done, maarswold):
    person = make_person(is_active=False)
    with pytest.raises(operations.HasLeft):
        operations.deactivate_person(person, **done)
    with pytest.raises(operations.HasLeft):
        operations.give_role(person, role=Role.DESK, from_on=TODAY, **done)


def test_who_comes_back_has_no_roles_yet(done, maarswold):
    person = operations.deactivate_person(make_coordinator(maarswold), **done)
    person = operations.welcome_back(person, **done)
    assert (person.is_active, person.left_on, list(person.assignments.on(TODAY))) == (True, None, [])


def test_the_last_administrator_stays(done, administrator):
    with pytest.raises(operations.LastAdministrator):
        operations.deactivate_person(administrator, **done)
    administrator.refresh_from_db()
    assert administrator.is_active
    make_administrator("Tweede")
    assert not operations.deactivate_person(administrator, **done).is_active


def test_an_administrator_whose_days_are_numbered_does_not_count(done, administrator):
    ending = make_person("Tijdelijk")
    give(ending, Role.ADMINISTRATOR, until_on=TODAY + WEEK)
    with pytest.raises(operations.LastAdministrator):
        operations.deactivate_person(administrator, **done)


# ── Roles ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_role_is_given_for_a_period(done, maarswold):
    assignment = operations.give_role(
        make_person(), role=Role.COORDINATOR, work_area=maarswold, from_on=TODAY, until_on=TODAY + WEEK, **done
    )
    days = (TODAY - timedelta(1), TODAY, TODAY + WEEK - timedelta(1), TODAY + WEEK)
    assert [assignment.is_held_on(day) for day in days] == [False, True, True, False]
    assert verbs() == ["people.role_given"]


def test_a_role_that_is_held_per_area_asks_for_one(done):
    with pytest.raises(operations.RoleNeedsAnArea):
        operations.give_role(make_person(), role=Role.COORDINATOR, from_on=TODAY, **done)


def test_a_role_of_the_municipality_leaves_the_area_out(done, maarswold):
    assert (
        operations.give_role(make_person(), role=Role.DESK, work_area=maarswold, from_on=TODAY, **done).work_area
        is None
    )


def test_a_role_ends_after_it_begins(done, maarswold):
    with pytest.raises(operations.EndsBeforeItBegins):
        operations.give_role(
            make_person(), role=Role.COORDINATOR, work_area=maarswold, from_on=TODAY, until_on=TODAY, **done
        )


@pytest.mark.parametrize(
    ("from_on", "until_on", "fits"),
    [
        (date(2025, 1, 1), date(2025, 2, 1), True),
        (date(2025, 1, 1), date(2025, 2, 2), False),
        (date(2025, 2, 10), date(2025, 2, 20), False),
        (date(2025, 1, 1), None, False),
        (date(2025, 3, 1), None, True),
    ],
)
def test_the_same_role_in_the_same_area_does_not_overlap(done, maarswold, from_on, until_on, fits):
    person = make_person()
    give(person, Role.COORDINATOR, maarswold, from_on=date(2025, 2, 1), until_on=date(2025, 3, 1))

    def give_again():
        operations.give_role(
            person, role=Role.COORDINATOR, work_area=maarswold, from_on=from_on, until_on=until_on, **done
        )

    if fits:
        give_again()
    else:
        with pytest.raises(operations.RoleIsHeldAlready):
            give_again()
    assert person.assignments.count() == (2 if fits else 1)


def test_the_same_role_in_another_area_is_another_role(done, maarswold, mussel):
    person = make_coordinator(maarswold)
    operations.give_role(person, role=Role.COORDINATOR, work_area=mussel, from_on=TODAY, **done)
    assert person.assignments.count() == 2


def test_a_role_in_several_areas_is_given_in_all_or_none(done, maarswold, mussel):
    person = make_coordinator(mussel)
    with pytest.raises(operations.RoleIsHeldAlready):
        operations.give_roles(person, role=Role.COORDINATOR, work_areas=[maarswold, mussel], from_on=TODAY, **done)
    assert [row.work_area for row in person.assignments.all()] == [mussel]
    operations.give_roles(person, role=Role.SPECIALIST, work_areas=[maarswold, mussel], from_on=TODAY, **done)
    assert person.assignments.count() == 3


def test_a_role_that_never_began_never_will(done, maarswold):
    assignment = give(make_person(), Role.COORDINATOR, maarswold, from_on=TODAY + WEEK)
    operations.end_role(assignment, until_on=TODAY, **done)
    assert (assignment.until_on, assignment.is_held_on(TODAY + WEEK)) == (TODAY + WEEK, False)


@pytest.mark.django_db(transaction=True)
def test_two_who_give_the_same_role_at_once_give_it_once():
    with in_municipality(make_municipality()) as own:
        maarswold, person, giver = make_work_area(), make_person(), make_administrator()
    start, outcomes = threading.Barrier(2), []

    def run():
        try:
            with in_municipality(own):
                start.wait()
                operations.give_role(
                    person, role=Role.COORDINATOR, work_area=maarswold, from_on=TODAY, by=giver, at=NOON
                )
                outcomes.append("given")
        except operations.RoleIsHeldAlready:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with in_municipality(own):
        assert (sorted(outcomes), Assignment.objects.filter(person=person).count()) == (["given", "refused"], 1)


# ── Away ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_is_away_has_somebody_in_their_place(done, maarswold):
    coordinator, stand_in = make_coordinator(maarswold), make_person("Vera")
    operations.report_absence(coordinator, from_on=TODAY, until_on=TODAY + WEEK, replaced_by=stand_in, **done)
    assert queries.contact_of(maarswold, on=TODAY).person == stand_in
    assert verbs() == ["people.absence_reported"]


def test_who_is_away_comes_back_later_once_at_a_time_and_not_in_their_own_place(done):
    person = make_person()
    with pytest.raises(operations.ComesBackTooEarly):
        operations.report_absence(person, from_on=TODAY, until_on=TODAY, **done)
    with pytest.raises(operations.NobodyReplacesThemselves):
        operations.report_absence(person, from_on=TODAY, until_on=TODAY + WEEK, replaced_by=person, **done)
    operations.report_absence(person, from_on=TODAY, until_on=TODAY + WEEK, **done)
    with pytest.raises(operations.AbsenceOverlaps):
        operations.report_absence(person, from_on=TODAY + timedelta(1), until_on=TODAY + 2 * WEEK, **done)


def test_who_is_back_earlier_is_back(done):
    absence = make_absence(make_person(), from_on=TODAY - WEEK, until_on=TODAY + WEEK)
    operations.end_absence(absence, on=TODAY, **done)
    absence.refresh_from_db()
    assert absence.until_on == TODAY


def test_an_absence_that_did_not_begin_goes(done):
    absence = make_absence(make_person(), from_on=TODAY + WEEK, until_on=TODAY + 2 * WEEK)
    operations.end_absence(absence, on=TODAY, **done)
    assert list(Absence.objects.all()) == []
    assert verbs() == ["people.absence_ended"]


# ── Organisations ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_organisation_works_in_areas(done, maarswold):
    school = operations.add_organisation(name="De Klimop", kind="school", work_areas=[maarswold], **done)
    assert list(school.work_areas.all()) == [maarswold]
    operations.change_organisation(school, name="De Nieuwe Klimop", work_areas=[], **done)
    school.refresh_from_db()
    assert (school.name, list(school.work_areas.all())) == ("De Nieuwe Klimop", [])
    assert verbs() == ["people.organisation_added", "people.organisation_changed"]


def test_two_organisations_do_not_have_one_name(done):
    make_organisation("De Klimop")
    with pytest.raises(operations.NameIsTaken):
        operations.add_organisation(name="De Klimop", kind="school", **done)
    other = make_organisation("De Linde")
    with pytest.raises(operations.NameIsTaken):
        operations.change_organisation(other, name="De Klimop", **done)


def test_what_is_no_residents_body_has_no_expectations(done):
    school = operations.add_organisation(name="De Klimop", kind="school", expects="Alles", **done)
    assert school.expects == ""
    body = operations.add_organisation(name="Wijkraad", kind="residents_body", expects="Antwoord", **done)
    assert operations.change_organisation(body, kind="association", **done).expects == ""


def test_an_organisation_that_stops_is_in_no_list(done):
    school = make_organisation("De Klimop", "school")
    operations.change_organisation(school, is_active=False, **done)
    assert list(queries.organisations()) == []
    assert Organisation.objects.count() == 1


def test_a_member_of_a_body_has_a_term(done):
    body = make_body()
    member = operations.add_body_member(body, name="Harm", function="voorzitter", from_on=TODAY, **done)
    assert queries.members_of(body, on=TODAY) == [member]
    operations.end_body_membership(member, until_on=TODAY + WEEK, **done)
    assert queries.members_of(body, on=TODAY + WEEK) == []
    assert queries.former_members_of(body, on=TODAY + WEEK) == [member]


def test_a_member_is_a_person_or_a_name(done):
    body, person = make_body(), make_person()
    for who in ({}, {"person": person, "name": "Ook een naam"}):
        with pytest.raises(operations.MemberIsNobody):
            operations.add_body_member(body, from_on=TODAY, **who, **done)


# ── Teams ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_somebody_gets_a_place_in_a_team_changes_it_and_leaves(done, maarswold):
    person = make_person()
    member = operations.add_team_member(maarswold, ring="core", person=person, from_on=TODAY, **done)
    member = operations.change_team_member(member, ring="trades", trade="groen", takes_signals=True, **done)
    assert queries.takers_of(maarswold, on=TODAY) == [member]
    operations.end_team_member(member, until_on=TODAY, **done)
    assert queries.takers_of(maarswold, on=TODAY) == []
    assert verbs() == ["people.team_member_added", "people.team_member_changed", "people.team_member_left"]


def test_a_place_is_somebodys(done, maarswold):
    with pytest.raises(operations.NobodyChosen):
        operations.add_team_member(maarswold, ring="core", from_on=TODAY, **done)
    member = make_team_member(maarswold, person=make_person())
    with pytest.raises(operations.NobodyChosen):
        operations.change_team_member(member, person=None, **done)


def test_another_municipalitys_people_are_not_found(done):
    person = make_person()
    with in_municipality(make_municipality("GM0106", "Elders")):
        assert list(queries.people()) == []
        with pytest.raises(Person.DoesNotExist):
            queries.person(person.pk)
        with pytest.raises(Person.DoesNotExist):
            operations.change_person(person, name="Gekaapt", **done)
