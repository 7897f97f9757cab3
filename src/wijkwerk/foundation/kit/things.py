"""A thing by kind and number: how the journal, the outbox and the thread point at anything without knowing it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model


class Ref(NamedTuple):
    """Kind is the model's label in lower case (`signals.signal`), id its number."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def ref(thing: Model) -> Ref:
    return Ref(thing._meta.label_lower, thing.pk)


def kind_of(model: type[Model]) -> str:
    return model._meta.label_lower


def find(reference: Ref) -> Model | None:
    """The thing itself, within the municipality; None when it is gone."""
    return find_many([reference]).get(reference)


def find_many(references: Iterable[Ref]) -> dict[Ref, Model]:
    """The things themselves, in one query a kind. A queryset that offers `for_access()` brings along what the policy
    reads of each, so that a list of them asks a fixed number of queries.
    """
    by_kind: dict[str, set[int]] = {}
    for reference in references:
        by_kind.setdefault(reference.kind, set()).add(reference.id)
    found: dict[Ref, Model] = {}
    for kind, ids in by_kind.items():
        manager: Any = apps.get_model(kind)._default_manager
        rows = manager.for_access() if hasattr(manager, "for_access") else manager
        for pk, thing in rows.in_bulk(ids).items():
            found[Ref(kind, pk)] = thing
    return found
