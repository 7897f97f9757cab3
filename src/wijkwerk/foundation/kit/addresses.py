"""Addresses of numbered things, for lists: asking the switchboard fifty times costs more than the query."""

from functools import cache

from django.urls import reverse

_SOME_NUMBER = 7_071_067_811  # in no address by itself


@cache
def _around(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[_SOME_NUMBER]).partition(str(_SOME_NUMBER))
    return before, after


def address_of(name: str, number: int) -> str:
    """What `reverse(name, args=[number])` gives."""
    before, after = _around(name)
    return f"{before}{number}{after}"
