"""The Dutch words of the API for our codes. A label on the screen may change; these are part of the API and may not."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TypeVar

from django.db.models import TextChoices

from wijkwerk.domain.signals.models import Channel, Direction, Kind, PlaceKind
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.thread.api import ConditionStateWord, ConditionWord
from wijkwerk.domain.thread.models import ConditionKind, ConditionState, Verdict
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel

Code = TypeVar("Code", bound=TextChoices)
Word = TypeVar("Word", bound=StrEnum)


class KindWord(StrEnum):
    REPORT = "melding"
    QUESTION = "vraag"
    REQUEST = "verzoek"
    IDEA = "idee"
    CONCERN = "zorg"
    CHANCE = "kans"
    COMPLIMENT = "compliment"


class StateWord(StrEnum):
    NEW = "nieuw"
    OPEN = "in-behandeling"
    ASKED = "wacht-op-melder"
    CONDITIONAL = "wacht-op-voorwaarde"
    UNDERWAY = "wordt-gedaan"
    DONE = "afgerond"
    WITHDRAWN = "ingetrokken"
    MERGED = "samengevoegd"


class ChannelWord(StrEnum):
    WEB = "website"
    DESK = "balie"
    PHONE = "telefoon"
    STREET = "op-straat"
    EMAIL = "e-mail"
    POST = "brief"
    OPEN311 = "open311"
    IMPORT = "ingelezen"


class TakenInWord(StrEnum):
    """How somebody who reports for another heard it."""

    DESK = "balie"
    PHONE = "telefoon"
    STREET = "op-straat"
    EMAIL = "e-mail"
    POST = "brief"


class PlaceWord(StrEnum):
    NONE = "geen"
    POINT = "punt"
    ADDRESS = "adres"
    AREA = "gebied"


class ReplyWord(StrEnum):
    EMAIL = "e-mail"
    POST = "brief"
    PHONE = "telefoon"
    NONE = "geen"


class VerdictWord(StrEnum):
    YES = "ja"
    CONDITIONAL = "ja-mits"
    NO = "nee"


class DirectionWord(StrEnum):
    FROM_REPORTER = "van-melder"
    TO_REPORTER = "aan-melder"
    NOTE = "notitie"


def _table(codes: type[TextChoices], words: type[Word]) -> dict[str, Word]:
    return {code.value: words[code.name] for code in codes if code.name in words.__members__}


KINDS = _table(Kind, KindWord)
STATES = _table(State, StateWord)
CHANNELS = _table(Channel, ChannelWord)
PLACES = _table(PlaceKind, PlaceWord)
REPLIES = _table(ReplyChannel, ReplyWord)
VERDICTS = _table(Verdict, VerdictWord)
CONDITIONS = _table(ConditionKind, ConditionWord)
CONDITION_STATES = _table(ConditionState, ConditionStateWord)
DIRECTIONS = _table(Direction, DirectionWord)

# The same as plain text, for lists that are written without objects.
KIND_TEXTS = {code: word.value for code, word in KINDS.items()}
STATE_TEXTS = {code: word.value for code, word in STATES.items()}
CHANNEL_TEXTS = {code: word.value for code, word in CHANNELS.items()}
PLACE_TEXTS = {code: word.value for code, word in PLACES.items()}


def code_of(word: Enum, codes: type[Code]) -> Code:
    """Our own code for a word of the API."""
    return codes[word.name]
