"""Keyset paging: a page begins after the last row of the one before it. No offset, no count.

A token bears a seal: what somebody makes up never reaches the database.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Model, Q, QuerySet

from wijkwerk.foundation.kit import prepared

_SEAL = 12  # bytes
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page; `next` and `previous` are tokens for the address, or None at the end and the beginning."""

    rows: Sequence[Row]
    next: str | None
    previous: str | None

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page(
    queryset: QuerySet[Row], *, after: str = "", order: Sequence[str] = ("-created_at", "-id"), size: int = 50
) -> Page[Row]:
    """The page that the token says, or the first one. `order` ends in a unique field; fields may not be null.

    A token that is broken or made for another order gives the first page: an old link is no error.
    """
    backwards, values = _read(after, order)
    wanted = [_turned(field) for field in order] if backwards else list(order)
    return _page(list(_first(queryset.order_by(*wanted), wanted, values, size)), backwards, values, order, size)


def page_alike(
    rows: Callable[[], QuerySet[Row]],
    *,
    like: Hashable,
    after: str = "",
    order: Sequence[str] = ("-created_at", "-id"),
    size: int = 50,
) -> Page[Row]:
    """The same, for a list that is asked over and over: see `prepared.asked_alike`."""
    backwards, values = _read(after, order)
    wanted = tuple(_turned(field) for field in order) if backwards else tuple(order)
    places = {f"value_{n}": value for n, value in enumerate(values or ())}

    def question() -> prepared.Prepared:
        sorted_rows = rows().order_by(*wanted)
        fields: dict[str, Any] = {
            name: sorted_rows.model._meta.get_field(each.lstrip("-"))
            for name, each in zip(places, wanted, strict=False)  # the first page goes on after nothing
        }
        return prepared.Prepared(lambda **at: _first(sorted_rows.all(), wanted, list(at.values()), size), **fields)

    found = prepared.kept((like, wanted, size, bool(places)), question)(**places)
    return _page(found, backwards, values, order, size)


def _first(rows: QuerySet[Row], wanted: Sequence[str], values: Sequence[Any] | None, size: int) -> QuerySet[Row]:
    return (rows.filter(_beyond(wanted, values)) if values else rows)[: size + 1]


def _page(
    found: list[Row], backwards: bool, values: Sequence[Any] | None, order: Sequence[str], size: int
) -> Page[Row]:
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next, has_previous = (values is not None, more) if backwards else (more, values is not None)
    if not found:
        return Page([], None, None)
    return Page(
        found,
        _token("n", order, found[-1]) if has_next else None,
        _token("p", order, found[0]) if has_previous else None,
    )


def is_token(token: str, *, order: Sequence[str]) -> bool:
    """Whether this is a token of ours for this order; for who must not begin anew at a broken one."""
    return _read(token, order)[1] is not None


def _turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows that come after `values` in this order; starts with a bound that an index can use."""
    first, rest = order[0], order[1:]
    name = first.lstrip("-")
    side = "lt" if first.startswith("-") else "gt"
    strictly = Q(**{f"{name}__{side}": values[0]})
    if not rest:
        return strictly
    at_most = Q(**{f"{name}__{side}e": values[0]})
    return at_most & (strictly | _beyond(rest, values[1:]))


def _token(direction: str, order: Sequence[str], row: Model) -> str:
    values: list[Any] = []
    for field in order:
        value: Any = row
        for part in field.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append({"at": value.isoformat()} if isinstance(value, datetime | date) else value)
    packed = json.dumps([direction, ",".join(order), *values], separators=(",", ":"), default=str).encode()
    return base64.urlsafe_b64encode(_seal(packed) + packed).decode().rstrip("=")


def _seal(packed: bytes) -> bytes:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"wijkwerk.paging").digest()
    return hashlib.blake2b(packed, key=key, digest_size=_SEAL).digest()


def _read(token: str, order: Sequence[str]) -> tuple[bool, list[Any] | None]:
    if not token or len(token) > 2_000:
        return False, None
    try:
        opened = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        if not hmac.compare_digest(opened[:_SEAL], _seal(opened[_SEAL:])):
            return False, None
        direction, made_for, *values = json.loads(opened[_SEAL:])
        if made_for != ",".join(order) or len(values) != len(order) or direction not in ("n", "p"):
            return False, None
        read = [_moment(value["at"]) if isinstance(value, dict) else value for value in values]
        if any(not isinstance(value, str | int | float | bool | datetime | date) for value in read):
            return False, None
    except (ValueError, TypeError, KeyError, binascii.Error):
        return False, None
    return direction == "p", read


def _moment(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
