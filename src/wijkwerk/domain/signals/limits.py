"""How much may come from one network in an hour, so that a machine does not bury what people say."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from wijkwerk.domain.people.sign_in import network_of
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope

WITHIN = 60 * 60  # seconds
DAY = 24 * 60 * 60
SALT = "reports:salt"


class TooManyFromHere(Refusal):
    status = 429

    def __init__(self, what: str) -> None:
        words = _(
            "Vanaf dit netwerk kwamen het afgelopen uur al veel %(what)s. Wat u typte staat hier nog. "
            "Verstuur het over een uur opnieuw, of bel ons."
        )
        if phone := scope.current().phone:
            words = _(
                "Vanaf dit netwerk kwamen het afgelopen uur al veel %(what)s. Wat u typte staat hier nog. "
                "Verstuur het over een uur opnieuw, of bel ons: %(phone)s."
            )
        super().__init__(words % {"what": what, "phone": phone})


@contextmanager
def counted(request: HttpRequest, *, what: str = "") -> Iterator[None]:
    """Take one of the places of this network for a deed; who finds none free is refused. `what` came in so much, in
    words: without it, reports.

    A deed that fails gives its place back; the others are free again an hour after they were taken. Two never take the
    same new place, however many come at once.
    """
    place = None if _is_exempt(request) else _take_place(network_of(request), what or _("meldingen"))
    try:
        yield
    except Exception:
        if place is not None:
            cache.delete(place)
        raise


def _is_exempt(request: HttpRequest) -> bool:
    """Staff, also with a resident's link, and programs with a key: who they are is known."""
    actor = policy.actor_of(request)
    user = getattr(request, "user", None)  # a program has a link or a key, and no user
    return actor.kind in ("person", "key") or (actor.kind == "link" and user is not None and user.is_authenticated)


def _take_place(network: str, what: str) -> str | None:
    most = scope.current().reports_per_hour
    if not network or not most:
        return None
    mark = _mark(network)
    places = [f"reports:{scope.current().pk}:{mark}:{number}" for number in range(most)]
    taken = cache.get_many(places)
    for place in places:
        if place not in taken and cache.add(place, 1, WITHIN):
            return place
    raise TooManyFromHere(what)


def _mark(network: str) -> str:
    """Stands for the network for a day: then a new salt is written over the old one, which was kept nowhere else."""
    cache.add(SALT, secrets.token_hex(16), DAY)
    return hashlib.sha256(f"{cache.get(SALT)}:{network}".encode()).hexdigest()
