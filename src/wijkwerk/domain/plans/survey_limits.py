"""How often one network may try: guessing a code, or taking part again where no code is asked."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people import tries
from wijkwerk.domain.plans.models import Survey
from wijkwerk.domain.plans.operations.surveys import CodeUnknown
from wijkwerk.foundation.kit.refusals import Refusal

ANSWERS_A_DAY: Final = 20  # a house where many live, a library, a school


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


def guessing(request: HttpRequest) -> AbstractContextManager[None]:
    return tries.guessing(request, "survey-code", wrong=CodeUnknown, too_many=TooManyGuesses)


def taking_part(request: HttpRequest, survey: Survey) -> AbstractContextManager[None]:
    """Round handing answers in: with a code that may be wrong, or without one not very often a day."""
    if survey.needs_code:
        return guessing(request)
    if tries.count_try(request, f"survey:{survey.pk}", seconds=tries.DAY) > ANSWERS_A_DAY:
        raise TooManyFromHere
    return nullcontext()
