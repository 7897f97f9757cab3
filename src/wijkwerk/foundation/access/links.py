"""Who comes in by a secret link, without an account: one guard for all rooms, on pages and for machines."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Protocol

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import Guard
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Reach, reach_of
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

View = Callable[..., Any]


@dataclass(frozen=True)
class LinkHolder:
    """An actor: may do with one thing what the role of the link may, and nothing with any other."""

    id: int  # of what the link was given to: a reporter, a walker, an application
    role: Role
    thing: Any  # what the role is held on
    name: str = ""
    kind: str = "link"

    def roles_on(self, thing: object) -> frozenset[Role]:
        own = isinstance(thing, type(self.thing)) and getattr(thing, "pk", None) == self.thing.pk
        return frozenset({Role.EVERYONE, self.role} if own else {Role.EVERYONE})

    def reach(self, permission: Permission) -> Reach:
        return reach_of(permission, ())


class Expires(Protocol):
    def __call__(self, found: Any, /, *, on: date) -> bool: ...


def _never(found: Any, /, *, on: date) -> bool:
    return False


class UnknownLink(Exception):
    """Never given out, or no longer: which of the two is not told."""


class ExpiredLink(Exception):
    pass


@dataclass(frozen=True)
class SecretLink:
    """A kind of link: what it finds, as whom its holder comes in, what they may, when it ends."""

    permission: Permission
    find: Callable[[str], Any]
    holder: Callable[[Any], LinkHolder]
    has_expired: Expires = _never

    def open(self, request: HttpRequest, key: str) -> Any:
        """What the link belongs to; from here on its holder is the actor."""
        found = self.find(key) if key.isprintable() else None  # not all databases may be asked for every letter
        if found is None:
            raise UnknownLink
        if self.has_expired(found, on=clock.today()):
            raise ExpiredLink
        holder = self.holder(found)
        request.actor = holder  # type: ignore[attr-defined]
        if not policy.may(holder, self.permission, on=holder.thing):
            raise UnknownLink
        return found


def by_link(link: SecretLink, *, unknown: str = "", expired: str = "") -> Callable[[View], View]:
    """The guard of a page: finds whose link it is and hands that in. `unknown` and `expired` are the templates that say
    so; without them the page is not found. What is shown is kept by nobody on the way."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
            try:
                found = link.open(request, key)
            except UnknownLink as missing:
                if not unknown:
                    raise Http404 from missing
                return render(request, unknown, status=404)
            except ExpiredLink:
                return render(request, expired, {"is_expired": True}, status=410)
            response: HttpResponse = view(request, found, **kwargs)
            patch_cache_control(response, private=True, no_store=True)
            return response

        guarded.guard = Guard(link.permission, link.find)  # type: ignore[attr-defined]
        return guarded

    return decorate


def api_by_link(link: SecretLink, *, expired: type[Refusal] | None = None) -> Callable[[View], View]:
    """The same guard for machines: the key is the part of the address that is called `sleutel`."""

    def decorate(view: View) -> View:
        asked = list(inspect.signature(view, eval_str=True).parameters.values())
        asked[1] = asked[1].replace(name="sleutel", annotation=str)

        @wraps(view)
        def guarded(request: HttpRequest, sleutel: str, **kwargs: Any) -> Any:
            try:
                found = link.open(request, sleutel)
            except UnknownLink as missing:
                raise Http404 from missing
            except ExpiredLink as over:
                raise (expired or Http404) from over
            return view(request, found, **kwargs)

        guarded.__signature__ = inspect.Signature(asked)  # type: ignore[attr-defined]
        guarded.guard = Guard(link.permission, link.find)  # type: ignore[attr-defined]
        return guarded

    return decorate
