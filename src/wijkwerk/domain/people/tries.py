"""How often one network may try what everybody may try, such as typing a code. Nothing is kept of who tried."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

from wijkwerk.domain.people.sign_in import network_of
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope

HOUR: Final = 60 * 60
DAY: Final = 24 * HOUR
GUESSES_AN_HOUR: Final = 20
SALT = "tries:salt"


@contextmanager
def guessing(request: HttpRequest, what: str, *, wrong: type[Refusal], too_many: type[Refusal]) -> Iterator[None]:
    """Round a deed that looks at a code: whoever typed many that were wrong waits, before one is looked at."""
    if tries_of(request, what) >= GUESSES_AN_HOUR:
        raise too_many
    try:
        yield
    except wrong:
        count_try(request, what, seconds=HOUR)
        raise


def tries_of(request: HttpRequest, what: str) -> int:
    """How often this network tried it in the time that is counted."""
    return int(cache.get(_key(request, what), 0))


def count_try(request: HttpRequest, what: str, *, seconds: int) -> int:
    """Once more: how often it is now. The first one begins the time."""
    key = _key(request, what)
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it went between the two
        return 1


def _key(request: HttpRequest, what: str) -> str:
    """Stands for the network for a day: then a new salt is written over the old one, which was kept nowhere else."""
    cache.add(SALT, secrets.token_hex(16), DAY)
    mark = hashlib.sha256(f"{cache.get(SALT)}:{network_of(request)}".encode()).hexdigest()
    return f"tries:{scope.current().pk}:{what}:{mark}"
