"""How often one network may guess a code to vote with."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.tries import HOUR, count_try, tries_of
from wijkwerk.foundation.kit.refusals import Refusal

GUESSES_AN_HOUR: Final = 20
GUESS = "vote-code"


class TooManyGuesses(Refusal):
    message = _(
        "Er zijn te veel verkeerde codes geprobeerd. Wat u koos staat hier nog. Probeer het over een uur weer, "
        "of stem op papier."
    )
    field = "code"
    status = 429


def refuse_who_guesses(request: HttpRequest) -> None:
    """Before a code is looked at: whoever typed many wrong ones waits."""
    if tries_of(request, GUESS) >= GUESSES_AN_HOUR:
        raise TooManyGuesses


def count_guess(request: HttpRequest) -> None:
    """This code was not known."""
    count_try(request, GUESS, seconds=HOUR)
