"""Actors and things that know nothing but their place."""

from wijkwerk.foundation.access.policy import reach_of, roles_held_on
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.tenancy.models import Municipality

HERE, ELSEWHERE = 1, 2  # work areas


def make_municipality(pk=1, **fields):
    """Not kept: the policy reads its number and its words."""
    return Municipality(pk=pk, code=f"GM{pk:04}", name="Veenkanaal", slug=f"veenkanaal{pk}", **fields)


class Employee:
    """An actor with roles: pairs of a role and a work area, None for the whole municipality."""

    kind = "person"

    def __init__(self, *held, number=7, name="Ina Berends"):
        self.held, self.id, self.name = held, number, name

    def roles_on(self, thing):
        return roles_held_on(thing, held=self.held, parties=[("person", self.id)])

    def reach(self, permission):
        return reach_of(permission, self.held)


def make_actor(role):
    """Somebody in this role as it is held: here, in the whole municipality, or by a part in the thing."""
    match ROLES[role].held:
        case "area":
            return Employee((role, HERE))
        case "municipality":
            return Employee((role, None))
        case _:
            return Employee()


class Thing:
    name = "een ding"

    def __init__(self, *areas, municipality_id=1, role=None):
        self.municipality_id = municipality_id
        self.areas = frozenset(areas) if areas else None
        self.parties = {("person", 7): role} if role else {}

    def access_area_ids(self):
        return self.areas

    def access_parties(self):
        return self.parties


def make_thing(role, *areas, **fields):
    """A thing in these areas; a role that nobody is given is had by a part in the thing."""
    by_part = role not in (None, Role.EVERYONE) and not ROLES[role].held
    return Thing(*areas, role=role if by_part else None, **fields)
