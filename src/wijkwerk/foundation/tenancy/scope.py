"""The municipality that everything happens in. Set once at the door; a query without one is an error, not a leak.

Only this module knows how: it stands on django-scopes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from django.db.models import BigAutoField, Field, Manager, QuerySet
from django_scopes import ScopedManager, get_scope, scope, scopes_disabled

from wijkwerk.foundation.kit.prepared import Place, Prepared

if TYPE_CHECKING:
    from wijkwerk.foundation.tenancy.models import Municipality


class NoMunicipality(Exception):
    """A deed or a question outside any municipality: a fault in the program."""


@contextmanager
def in_municipality(municipality: Municipality) -> Iterator[Municipality]:
    """Everything inside is about this municipality, and sees no other's rows."""
    with scope(municipality=municipality):
        yield municipality


@contextmanager
def everywhere(*, because: str) -> Iterator[None]:
    """Everything inside sees all municipalities. Says why; the house counts the places."""
    if not because.strip():
        raise ValueError("Looking across municipalities needs a reason.")
    with scopes_disabled():
        yield


def current() -> Municipality:
    """The municipality that this happens in."""
    municipality = get_scope().get("municipality")
    if municipality is None:
        raise NoMunicipality
    return cast("Municipality", municipality)


def current_or_none() -> Municipality | None:
    return cast("Municipality | None", get_scope().get("municipality"))


class ScopedQuerySet(QuerySet[Any]):
    """Fills in the municipality of rows that are made in bulk."""

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        objs = list(objs)
        for thing in objs:
            if thing.municipality_id is None:
                thing.municipality = current()
        return super().bulk_create(objs, *args, **kwargs)


def scoped(queryset_class: type[ScopedQuerySet] = ScopedQuerySet) -> Any:
    """The manager of a model that belongs to a municipality: `objects = scoped(SignalQuerySet)`."""
    return ScopedManager(municipality="municipality", _manager_class=Manager.from_queryset(queryset_class))


def prepared(ask: Callable[..., QuerySet[Any, Any]], **fields: Field[Any, Any]) -> Callable[..., list[Any]]:
    """A question within one municipality that every request asks; see kit/prepared.py."""

    def of_one(municipality: Place, **places: Place) -> QuerySet[Any, Any]:
        with scope(municipality=municipality):
            return ask(**places)

    question = Prepared(of_one, municipality=BigAutoField(), **fields)

    def asked(**values: Any) -> list[Any]:
        around = get_scope()
        if not around.get("_enabled", True) or "municipality" not in around:
            return list(ask(**values))  # of all municipalities, where somebody said why; else an error
        return question(municipality=around["municipality"].pk, **values)

    return asked
