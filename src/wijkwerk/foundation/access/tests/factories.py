"""Plain makers of actors."""

from wijkwerk.foundation.access.policy import reach_of, roles_held_on


class Employee:
    """An actor with roles: (role, work area or None for everywhere)."""

    kind = "person"

    def __init__(self, *held, number=7, name="Invented Employee"):
        self.held, self.id, self.name = held, number, name

    def roles_on(self, thing):
        return roles_held_on(thing, held=self.held)

    def reach(self, permission):
        return reach_of(permission, self.held)
