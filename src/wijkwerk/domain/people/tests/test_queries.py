from datetime import timedelta

from wijkwerk.domain.people import queries
from wijkwerk.domain.people.models import Assignment, Ring
from wijkwerk.domain.people.tests.factories import (
    TODAY,
    make_absence,
    make_account,
    make_body,
    make_body_member,
    make_coordinator,
    make_holder,
    make_organisation,
    make_person,
    make_team_member,
)
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

WEEK = timedelta(days=7)


# ── The single point of contact ────────────────────────────────────────────────────────────────────────────────────
def test_the_contact_of_an_area_is_its_coordinator(maarswold, mussel):
    coordinator = make_coordinator(maarswold)
    assert queries.contact_of(maarswold, on=TODAY) == queries.Contact(coordinator)
    assert queries.contact_of(mussel, on=TODAY) is None


def test_who_is_away_is_replaced(maarswold):
    coordinator, stand_in = make_coordinator(maarswold), make_person("Vera Vervanger")
    make_absence(coordinator, from_on=TODAY, until_on=TODAY + WEEK, replaced_by=stand_in)
    contact = queries.Contact(stand_in, instead_of=coordinator, back_on=TODAY + WEEK)
    assert queries.contact_of(maarswold, on=TODAY) == contact
    assert queries.contact_of(maarswold, on=TODAY + WEEK) == queries.Contact(coordinator)


def test_who_stands_in_and_is_away_too_is_replaced_in_turn(maarswold):
    coordinator, first, second = make_coordinator(maarswold), make_person("Eerste"), make_person("Tweede")
    make_absence(coordinator, from_on=TODAY, until_on=TODAY + WEEK, replaced_by=first)
    make_absence(first, from_on=TODAY, until_on=TODAY + WEEK, replaced_by=second)
    assert queries.contact_of(maarswold, on=TODAY).person == second


def test_two_who_replace_each_other_leave_the_coordinator_with_the_day_back(maarswold):
    coordinator, other = make_coordinator(maarswold), make_person("Ander")
    make_absence(coordinator, from_on=TODAY, until_on=TODAY + WEEK, replaced_by=other)
    make_absence(other, from_on=TODAY, until_on=TODAY + WEEK, replaced_by=coordinator)
    assert queries.contact_of(maarswold, on=TODAY) == queries.Contact(coordinator, back_on=TODAY + WEEK)


def test_of_two_coordinators_the_one_who_is_there_comes_first(maarswold):
    first, second = make_coordinator(maarswold), make_coordinator(maarswold, name="Tweede")
    make_absence(first, from_on=TODAY, until_on=TODAY + WEEK)
    assert queries.contact_of(maarswold, on=TODAY) == queries.Contact(second)


def test_contacts_of_many_areas_cost_two_queries(maarswold, mussel, django_assert_num_queries):
    coordinator = make_coordinator(maarswold, mussel, organisation=make_organisation())
    with django_assert_num_queries(2):
        contacts = queries.contacts_of([maarswold, mussel], on=TODAY)
        assert {area: contact.person.organisation.name for area, contact in contacts.items()} == {
            maarswold.pk: coordinator.organisation.name,
            mussel.pk: coordinator.organisation.name,
        }


# ── The team ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_team_stands_in_rings_with_the_roles_and_the_residents_body_in_it(maarswold, mussel):
    coordinator = make_coordinator(maarswold)
    alderman = make_holder(Role.ALDERMAN, maarswold, name="Wethouder")
    body = make_body(work_areas=[maarswold])
    make_body("Plaatselijk belang Mussel", work_areas=[mussel])
    green = make_team_member(maarswold, ring="trades", person=make_person("Groen"), trade="groen", takes_signals=True)
    police = make_team_member(maarswold, organisation=make_organisation("Politie", "police"), order=1)
    make_team_member(mussel, person=make_person("Elders"))
    team = queries.team_of(maarswold, on=TODAY)
    assert [(ring, [place.name for place in places]) for ring, places in team.rings] == [
        (Ring.CORE, [coordinator.name, alderman.name, police.organisation.name]),
        (Ring.TRADES, [green.person.name]),
        (Ring.ALLIES, [body.name]),
    ]
    assert team.contact.person == coordinator
    assert queries.takers_of(maarswold, on=TODAY) == [green]


def test_a_body_with_a_place_of_its_own_stands_in_the_team_once(maarswold):
    body = make_body(work_areas=[maarswold])
    make_team_member(maarswold, organisation=body, ring="core")
    team = queries.team_of(maarswold, on=TODAY)
    assert [place.name for place in team.places] == [body.name]


def test_who_left_or_has_a_place_later_is_in_no_team(maarswold):
    make_team_member(maarswold, person=make_person("Weg", is_active=False))
    make_team_member(maarswold, person=make_person("Later"), from_on=TODAY + WEEK)
    make_team_member(maarswold, organisation=make_organisation(is_active=False))
    assert queries.team_of(maarswold, on=TODAY).places == []


def test_a_team_costs_the_same_however_large(maarswold, django_assert_num_queries):
    def look():
        team = queries.team_of(maarswold, on=TODAY)
        return [(place.name, place.organisation.name) for place in team.places]

    for number in (1, 2, 3):
        own = make_organisation(f"Organisatie {number}", "welfare")
        make_team_member(maarswold, person=make_person(f"Persoon {number}", organisation=own))
        make_coordinator(maarswold, name=f"Coördinator {number}", organisation=own)
        with django_assert_num_queries(5):
            look()


# ── Finding people ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_people_are_found_by_name_function_and_organisation(municipality):
    school = make_organisation("De Klimop", "school")
    teacher = make_person("Joke", function="Directeur", organisation=school)
    make_person("Klaas")
    assert [list(queries.people(words=words)) for words in ("jok", "directeur klimop", "niemand")] == [
        [teacher],
        [teacher],
        [],
    ]


def test_people_of_an_area_have_a_role_a_place_or_a_seat_there(maarswold, mussel):
    coordinator = make_coordinator(maarswold, name="A")
    member = make_person("B")
    make_team_member(maarswold, person=member)
    chair = make_person("C")
    make_body_member(make_body(work_areas=[maarswold]), person=chair)
    make_coordinator(mussel, name="D")
    assert list(queries.people(work_area=maarswold, on=TODAY)) == [coordinator, member, chair]


def test_organisations_of_an_area_include_those_for_the_whole_municipality(maarswold, mussel):
    here = make_organisation("Hier", work_areas=[maarswold])
    everywhere = make_organisation("Overal")
    make_organisation("Daar", work_areas=[mussel])
    assert list(queries.organisations(work_area=maarswold)) == [here, everywhere]


def test_an_account_is_found_whatever_the_capitals(municipality):
    account = make_account("Ina@Example.nl")
    assert queries.account_of_email(" INA@example.NL ") == account


def test_who_may_do_something_to_a_thing_is_asked_at_once_as_the_policy_rules(
    maarswold, mussel, django_assert_num_queries
):
    today = clock.today()
    own, neighbour = make_coordinator(maarswold, name="Corrie"), make_coordinator(mussel, name="Vera")
    make_absence(own, from_on=today, until_on=today + timedelta(days=7), replaced_by=neighbour)
    make_holder(Role.ALDERMAN, maarswold, name="Wil")
    make_holder(Role.DESK, name="Dirk")
    left = make_coordinator(maarswold, name="Lies")
    Assignment.objects.filter(person=left).update(until_on=today)
    for permission in (Permission.SIGNAL_TRIAGE, Permission.PLAN_ADOPT, Permission.SIGNAL_FOR_RESIDENT):
        with django_assert_num_queries(1):
            found = [one.name for one in queries.people_who_may(permission, to=maarswold, on=today)]
        ruled = [one.name for one in queries.people() if policy.may(one, permission, on=maarswold)]
        assert found == ruled != []
