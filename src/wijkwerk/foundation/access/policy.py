"""The one question: may this actor do this to that thing? *Who* may is answered here; *when* is the operation's.

This room knows no models. An actor says which roles it holds on a thing; a thing says who has a part in it:

- `access_area_ids()` gives the work areas that the thing belongs to; None means the whole municipality.
- `access_parties()` gives the parts that follow from the thing itself: {(actor kind, actor id): role}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import ROLES, Role, roles_with
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope


@dataclass(frozen=True)
class Reach:
    """Where an actor holds a permission: everywhere in the municipality, or in some work areas."""

    everywhere: bool = False
    area_ids: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.area_ids)


NOWHERE = Reach()


class Actor(Protocol):
    """Who does something: a person, a visitor, the holder of a secret link, an API key, the clock."""

    @property
    def kind(self) -> str: ...

    @property
    def id(self) -> int | None: ...

    @property
    def name(self) -> str: ...

    def roles_on(self, thing: object) -> frozenset[Role]:
        """The roles that this actor holds on the thing."""
        ...

    def reach(self, permission: Permission) -> Reach:
        """Where this actor holds the permission by a role that was given to it."""
        ...


def parties_of(thing: object) -> Mapping[tuple[str, int | None], Role]:
    ask = getattr(thing, "access_parties", None)
    return ask() if ask is not None else {}


def area_ids_of(thing: object) -> frozenset[int] | None:
    ask = getattr(thing, "access_area_ids", None)
    return ask() if ask is not None else None


def reach_of(permission: Permission, held: Iterable[tuple[Role, int | None]]) -> Reach:
    """The reach of roles that are held: (role, work area) pairs, None for the whole municipality."""
    if permission in ROLES[Role.EVERYONE].may:
        return Reach(everywhere=True)
    areas: set[int] = set()
    for role, area_id in held:
        if permission in ROLES[role].may:
            if area_id is None:
                return Reach(everywhere=True)
            areas.add(area_id)
    return Reach(area_ids=frozenset(areas))


def roles_held_on(
    thing: object, *, held: Iterable[tuple[Role, int | None]], parties: Iterable[tuple[str, int | None]] = ()
) -> frozenset[Role]:
    """Roles on a thing: everybody's, those held where the thing is, those that the thing itself gives."""
    roles = {Role.EVERYONE}
    areas = area_ids_of(thing)
    for role, area_id in held:
        if area_id is None or (areas is not None and area_id in areas):
            roles.add(role)
    given = parties_of(thing)
    roles.update(given[party] for party in parties if party in given)
    return frozenset(roles)


@dataclass(frozen=True)
class Visitor:
    """Somebody who did not say who they are."""

    kind: str = "visitor"
    id: int | None = None
    name: str = ""

    def roles_on(self, thing: object) -> frozenset[Role]:
        return frozenset({Role.EVERYONE})

    def reach(self, permission: Permission) -> Reach:
        return reach_of(permission, ())


@dataclass(frozen=True)
class Clock:
    """What the clock starts. It is never asked whether it may: operations that it calls do what time demands."""

    kind: str = "clock"
    id: int | None = None
    name: str = "Wijkwerk"

    def roles_on(self, thing: object) -> frozenset[Role]:
        return frozenset()

    def reach(self, permission: Permission) -> Reach:
        return NOWHERE


@dataclass(frozen=True)
class Ruling:
    """Yes, or no with the words that say who may."""

    allowed: bool
    because: str = ""

    def __bool__(self) -> bool:
        return self.allowed


VISITOR = Visitor()
CLOCK = Clock()


def may(actor: Actor, permission: Permission, *, on: object) -> Ruling:
    """One of the roles that the actor holds on this thing must carry the permission; a no says what would.

    Roles that were given to the actor come first: who has a part in the thing is asked when these do not carry it.
    """
    municipality_id = getattr(on, "municipality_id", None)
    if municipality_id is not None and municipality_id != scope.current().pk:
        return Ruling(False, words_for(roles_with(permission)))
    reach = actor.reach(permission)
    if reach.everywhere or (reach.area_ids and reach.area_ids & (area_ids_of(on) or frozenset())):
        return Ruling(True)
    if any(permission in ROLES[role].may for role in actor.roles_on(on)):
        return Ruling(True)
    return Ruling(False, words_for(roles_with(permission)))


def may_somewhere(actor: Actor, permission: Permission) -> Ruling:
    """For pages that are about no one thing: the actor must hold the permission somewhere."""
    if actor.reach(permission):
        return Ruling(True)
    return Ruling(False, words_for(roles_with(permission)))


def name_of(role: Role) -> str:
    """The role's name in this municipality's words."""
    part = ROLES[role]
    return scope.current().word(part.word) if part.word else str(part.name)


def words_for(roles: Iterable[Role]) -> str:
    names = [name_of(role) for role in roles]
    if not names:
        return "niemand"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"


def actor_of(request: Any) -> Actor:
    """The actor of a request; a visitor where no middleware said otherwise."""
    return getattr(request, "actor", VISITOR)


def deed(request: Any) -> dict[str, Any]:
    """Who does what a request asks, and when: `operations.give_back(tool, **deed(request))`."""
    return {"by": actor_of(request), "at": clock.now()}
