"""How often one network may try: guessing a code, or taking part again where no code is asked."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.sign_in import network_of
from wijkwerk.domain.plans.models import Survey
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope

HOUR, DAY = 60 * 60, 24 * 60 * 60
GUESSES_AN_HOUR: Final = 20
ANSWERS_A_DAY: Final = 20  # a house where many live, a library, a school
SALT = "surveys:salt"


class TooManyGuesses(Refusal):
    message = _(
        "Er zijn te veel verkeerde codes geprobeerd. Wat u invulde staat hier nog. Probeer het over een uur weer."
    )
    field = "code"
    status = 429


class TooManyFromHere(Refusal):
    message = _(
        "Vanaf dit netwerk is de enquête vandaag al vaak ingevuld. Wat u invulde staat hier nog. "
        "Verstuur het morgen, of vraag ons om een vragenlijst op papier."
    )
    status = 429


def refuse_who_guesses(request: HttpRequest) -> None:
    """Before a code is looked at: whoever typed many wrong ones waits."""
    if cache.get(_key(request, "code"), 0) >= GUESSES_AN_HOUR:
        raise TooManyGuesses


def count_guess(request: HttpRequest) -> None:
    """This code was not known."""
    _count(_key(request, "code"), HOUR)


def count_answer(request: HttpRequest, survey: Survey) -> None:
    """Somebody takes part without a code; refused where that happened very often today."""
    if _count(_key(request, f"answer:{survey.pk}"), DAY) > ANSWERS_A_DAY:
        raise TooManyFromHere


def _count(key: str, seconds: int) -> int:
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
    return f"surveys:{scope.current().pk}:{what}:{mark}"
