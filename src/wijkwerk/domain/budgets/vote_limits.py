"""How often one network may guess a code to vote with."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.operations.ballots import CodeUnknown
from wijkwerk.domain.people import tries
from wijkwerk.foundation.kit.refusals import Refusal


class TooManyGuesses(Refusal):
    message = _(
        "Er zijn te veel verkeerde codes geprobeerd. Wat u koos staat hier nog. Probeer het over een uur weer, "
        "of stem op papier."
    )
    field = "code"
    status = 429


def guessing(request: HttpRequest) -> AbstractContextManager[None]:
    return tries.guessing(request, "vote-code", wrong=CodeUnknown, too_many=TooManyGuesses)
