"""How roles come together, and what a no says."""

import pytest

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import (
    CLOCK,
    NOWHERE,
    VISITOR,
    Reach,
    Ruling,
    may,
    may_somewhere,
    name_of,
    roles_held_on,
    words_for,
)
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.access.tests.factories import ELSEWHERE, HERE, Employee, Thing, make_municipality
from wijkwerk.foundation.tenancy.scope import NoMunicipality, in_municipality


def test_a_visitor_may_what_everybody_may(municipality):
    assert may(VISITOR, Permission.SIGNAL_REPORT, on=Thing(HERE)).allowed
    assert not may(VISITOR, Permission.SIGNAL_VIEW, on=Thing(HERE)).allowed
    assert VISITOR.reach(Permission.SIGNAL_VIEW) == NOWHERE


def test_the_clock_may_nothing(municipality):
    assert not may(CLOCK, Permission.SIGNAL_VIEW_PUBLIC, on=Thing(HERE)).allowed
    assert not may_somewhere(CLOCK, Permission.SIGNAL_VIEW_PUBLIC).allowed


def test_a_thing_in_two_areas_is_for_those_of_either(municipality):
    actor = Employee((Role.COORDINATOR, ELSEWHERE))
    assert may(actor, Permission.SIGNAL_ANSWER, on=Thing(HERE, ELSEWHERE)).allowed


def test_roles_in_several_areas_add_up():
    actor = Employee((Role.COORDINATOR, HERE), (Role.SPECIALIST, ELSEWHERE))
    assert actor.reach(Permission.SIGNAL_PICK_UP) == Reach(area_ids=frozenset({HERE, ELSEWHERE}))
    assert actor.reach(Permission.SIGNAL_ANSWER) == Reach(area_ids=frozenset({HERE}))


def test_a_part_in_a_thing_gives_a_role_on_it_alone():
    thing = Thing(ELSEWHERE, role=Role.HANDLER)
    assert roles_held_on(thing, held=(), parties=[("person", 7)]) == {Role.EVERYONE, Role.HANDLER}
    assert roles_held_on(thing, held=(), parties=[("person", 8)]) == {Role.EVERYONE}


def test_what_says_nothing_of_its_place_is_of_the_whole_municipality(municipality):
    assert may(Employee((Role.ADMINISTRATOR, None)), Permission.PEOPLE_MANAGE, on=object()).allowed
    assert not may(Employee((Role.COORDINATOR, HERE)), Permission.SIGNAL_ANSWER, on=object()).allowed


def test_a_no_says_who_may_in_the_municipalitys_own_words():
    with in_municipality(make_municipality(words={"coordinator": {"one": "wijkmanager"}})):
        ruling = may(VISITOR, Permission.SIGNAL_ANSWER, on=Thing(HERE))
        assert ruling == Ruling(False, "wijkmanager")
        assert name_of(Role.ALDERMAN) == "wijkwethouder"


def test_names_are_joined_as_one_says_them(municipality):
    assert words_for([]) == "niemand"
    assert words_for([Role.DESK]) == "baliemedewerker"
    assert words_for([Role.DESK, Role.CLERK, Role.PARTNER]) == "baliemedewerker, griffie en partner"


def test_outside_any_municipality_nothing_is_ruled():
    with pytest.raises(NoMunicipality):
        may(Employee((Role.DESK, None)), Permission.SIGNAL_VIEW, on=Thing(HERE))
