"""How often one network may try: guessing a code, or taking part again where no code is asked."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.tries import DAY, HOUR, count_try, tries_of
from wijkwerk.domain.plans.models import Survey
from wijkwerk.foundation.kit.refusals import Refusal

GUESSES_AN_HOUR: Final = 20
ANSWERS_A_DAY: Final = 20  # a house where many live, a library, a school
GUESS = "survey-code"


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
    if tries_of(request, GUESS) >= GUESSES_AN_HOUR:
        raise TooManyGuesses


def count_guess(request: HttpRequest) -> None:
    """This code was not known."""
    count_try(request, GUESS, seconds=HOUR)


def count_answer(request: HttpRequest, survey: Survey) -> None:
    """Somebody takes part without a code; refused where that happened very often today."""
    if count_try(request, f"survey:{survey.pk}", seconds=DAY) > ANSWERS_A_DAY:
        raise TooManyFromHere
