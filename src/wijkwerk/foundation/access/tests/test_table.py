"""Each cell of the table of who may what, a column at a time, against a copy that was written down apart: table.txt."""

from pathlib import Path

import pytest

from wijkwerk.foundation.access.permissions import DOES, Permission
from wijkwerk.foundation.access.policy import NOWHERE, Reach, may, may_somewhere
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.access.tests.factories import ELSEWHERE, HERE, make_actor, make_thing

TABLE = Path(__file__).with_name("table.txt")
pytestmark = pytest.mark.engine("sqlite", because="the table is no row of a database: one engine is as good as another")


def read_table():
    """{role: permissions that it carries}, by the words in the file alone."""
    lines = [line for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")]
    roles = lines[0].split()
    rows = [line.split() for line in lines[1:]]
    assert all(len(row) == len(roles) + 1 and set(row[1:]) <= {"x", "."} for row in rows)
    return {role: {row[0] for row in rows if row[1 + number] == "x"} for number, role in enumerate(roles)}, [
        row[0] for row in rows
    ]


WRITTEN, PERMISSIONS = read_table()
HELD_HERE = {"residents_body", "coordinator", "alderman", "specialist", "partner", "host", "volunteer"}
HELD_EVERYWHERE = {"desk", "clerk", "administrator", "treasurer"}
BY_PART_IN_THE_THING = {"reporter", "participant", "handler", "walker", "applicant", "committee_member", "juror"}


def everybody_may(permission):
    return permission.value in WRITTEN["everyone"]


def role_may(role, permission):
    return permission.value in WRITTEN[role.value]


def test_the_copy_has_every_role_and_every_permission():
    assert list(WRITTEN) == [role.value for role in Role]
    assert [permission.value for permission in Permission] == PERMISSIONS
    assert {"everyone"} | HELD_HERE | HELD_EVERYWHERE | BY_PART_IN_THE_THING == set(WRITTEN)


def allowed(role, thing):
    """Which permissions this role has on the thing, by the program."""
    actor = make_actor(role)
    return {permission for permission in Permission if may(actor, permission, on=thing).allowed}


def written(role, *, holds):
    """Which permissions it should have, by the copy: its own where it holds, and else what everybody may."""
    return {
        permission for permission in Permission if (role_may(role, permission) if holds else everybody_may(permission))
    }


@pytest.mark.parametrize("role", Role)
def test_a_column_where_the_role_is_held(municipality, role):
    assert allowed(role, make_thing(role, HERE)) == written(role, holds=True)


@pytest.mark.parametrize("role", Role)
def test_a_column_in_another_area(municipality, role):
    """A role that is held in one area is nothing in another; a part in one thing is nothing in another."""
    assert allowed(role, make_thing(None, ELSEWHERE)) == written(role, holds=role.value in HELD_EVERYWHERE)


@pytest.mark.parametrize("role", Role)
def test_a_column_on_what_is_of_the_whole_municipality(municipality, role):
    assert allowed(role, make_thing(role)) == written(role, holds=role.value not in HELD_HERE)


@pytest.mark.parametrize("role", Role)
def test_a_column_in_another_municipality_is_always_no(municipality, role):
    things = [make_thing(role, HERE, municipality_id=2), make_thing(role, municipality_id=2)]
    assert [allowed(role, thing) for thing in things] == [set(), set()]


@pytest.mark.parametrize("role", Role)
def test_a_column_of_reach(municipality, role):
    """Where lists may look: everywhere, in the area where the role is held, or nowhere."""
    actor, own = make_actor(role), Reach(everywhere=True)
    if role.value in HELD_HERE:
        own = Reach(area_ids=frozenset({HERE}))
    if role.value in BY_PART_IN_THE_THING:
        own = NOWHERE
    expected = {
        permission: Reach(everywhere=True)
        if everybody_may(permission)
        else own
        if role_may(role, permission)
        else NOWHERE
        for permission in Permission
    }
    assert {permission: actor.reach(permission) for permission in Permission} == expected
    somewhere = {permission for permission in Permission if may_somewhere(actor, permission).allowed}
    assert somewhere == {permission for permission, reach in expected.items() if reach}


def test_every_role_carries_what_everybody_may():
    assert [role for role, part in ROLES.items() if not ROLES[Role.EVERYONE].may <= part.may] == []


def test_every_role_and_permission_is_told_in_words():
    assert [role for role in Role if not (str(ROLES[role].does) and str(ROLES[role].does_not))] == []
    assert [permission for permission in Permission if not str(DOES.get(permission, ""))] == []
