"""What the API gives and takes of signals."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from wijkwerk.domain.signals.api.words import (
    ChannelWord,
    DirectionWord,
    KindWord,
    PlaceWord,
    ReplyWord,
    StateWord,
    TakenInWord,
    VerdictWord,
)
from wijkwerk.domain.thread.api import ConditionInput, ConditionStateWord, ConditionWord
from wijkwerk.foundation.kit.api import Document, Input, Lat, Line, Lon, Number, Story, named


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class CategoryName(Document):
    code: str
    name: str = named("naam")


class AreaName(Document):
    number: int = named("nummer")
    name: str = named("naam")


class Subject(Document):
    """Onderwerp: waar een melding over kan gaan."""

    code: str
    name: str = named("naam")
    group: str = named("groep")
    guidance: str = named("uitleg")


class Subjects(Document):
    results: list[Subject] = named("resultaten")


class Point(Document):
    lat: float
    lon: float


class PublicSignal(Document):
    """Wat iedereen mag lezen: nagekeken tekst, en een plek die geen huis aanwijst."""

    number: int = named("nummer")
    kind: KindWord = named("soort")
    state: StateWord = named("staat")
    text: str = named("tekst")
    category: CategoryName | None = named("onderwerp")
    area: AreaName | None = named("werkgebied")
    point: Point | None = named("plek")
    reported_at: datetime = named("gemeldOp")
    changed_at: datetime = named("gewijzigdOp")
    expected_on: date | None = named("verwachtOp")
    closed_at: datetime | None = named("afgerondOp")


class PublicSignals(Document):
    results: list[PublicSignal] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class Condition(Document):
    number: int = named("nummer")
    kind: ConditionWord = named("soort")
    what: str = named("wat")
    from_whom: str = named("vanWie")
    by_when: date = named("uiterlijkOp")
    state: ConditionStateWord = named("staat")


class Answer(Document):
    verdict: VerdictWord = named("oordeel")
    reason: str = named("reden")
    given_at: datetime = named("gegevenOp")
    conditions: list[Condition] = named("voorwaarden")


class PublicSignalWhole(PublicSignal):
    """Met het antwoord dat nu geldt."""

    answer: Answer | None = named("antwoord")
    photos: list[str] = named("fotos", description="Adressen van foto's die iemand heeft nagekeken.")
    page: str = named("pagina")


class Reported(Document):
    """Een melding die binnen is."""

    number: int = named("nummer")
    link_key: str = named("sleutel", description="Geheim: hiermee volgt de melder de eigen melding.")
    page: str = named("pagina", description="De geheime link voor de melder.")
    expected_on: date | None = named("verwachtOp", description="Uiterlijk dan is er antwoord.")


class Message(Document):
    number: int = named("nummer")
    direction: DirectionWord = named("richting")
    text: str = named("tekst")
    is_question: bool = named("isVraag")
    at: datetime = named("op")


class OwnSignal(Document):
    """De eigen melding, zoals de melder die ziet."""

    number: int = named("nummer")
    state: StateWord = named("staat")
    sentence: str = named("uitleg")
    text: str = named("tekst")
    expected_on: date | None = named("verwachtOp")
    answer: Answer | None = named("antwoord")
    messages: list[Message] = named("berichten")


class Photo(Document):
    number: int = named("nummer")


class Place(Document):
    kind: PlaceWord = named("soort")
    lat: float | None
    lon: float | None
    address: str = named("adres")
    buurt_code: str = named("buurtcode")


class Signal(Document):
    """Signaal, voor wie het mag openen."""

    number: int = named("nummer")
    kind: KindWord = named("soort")
    state: StateWord = named("staat")
    channel: ChannelWord = named("kanaal")
    text: str = named("tekst")
    category: CategoryName | None = named("onderwerp")
    area: AreaName | None = named("werkgebied")
    place: Place = named("plek")
    person_number: int | None = named("persoon", description="Nummer van wie het oppakt.")
    organisation_number: int | None = named("organisatie", description="Nummer van de organisatie die het oppakt.")
    picked_up_at: datetime | None = named("opgepaktOp")
    reported_at: datetime = named("gemeldOp")
    changed_at: datetime = named("gewijzigdOp")
    due_on: date | None = named("uiterlijkOp")
    expected_on: date | None = named("verwachtOp")
    closed_at: datetime | None = named("afgerondOp")
    is_public: bool = named("isOpenbaar")
    version: int = named("versie", description="Stuur dit mee, dan wijzigt u niets dat een ander intussen veranderde.")


class Signals(Document):
    results: list[Signal] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class Reporter(Document):
    number: int = named("nummer")
    name: str = named("naam")
    reply_by: ReplyWord = named("bereikbaarVia")
    reply_address: str = named("adres")
    joined_at: datetime = named("op")


class SignalWhole(Signal):
    """Met antwoord, berichten, foto's, en de melders voor wie die mag zien."""

    answer: Answer | None = named("antwoord")
    messages: list[Message] = named("berichten")
    photos: list[str] = named("fotos")
    reporters: list[Reporter] | None = named("melders", description="null voor wie de melders niet mag zien.")
    merged_into: int | None = named("samengevoegdIn")


# ── What is sent ───────────────────────────────────────────────────────────────────────────────────────────────────
class PointInput(Input):
    lat: Lat
    lon: Lon


class ReporterInput(Input):
    """Wie het meldt, en de ene weg terug. Alles mag leeg blijven."""

    name: Line = named("naam", "", max_length=120)
    reply_by: ReplyWord = named("bereikbaarVia", ReplyWord.NONE)
    reply_address: Story = named("adres", "", max_length=250)


class ReportInput(Input):
    """Een melding. De plek is een punt, een adres of een gebied."""

    text: Story = named("tekst")
    kind: KindWord = named("soort", KindWord.REPORT)
    category: Line | None = named("onderwerp", None, description="Code van het onderwerp.")
    point: PointInput | None = named("punt", None)
    address: Line = named("adres", "")
    area: Number | None = named("werkgebied", None)
    reporter: ReporterInput = named("melder", default_factory=ReporterInput)
    channel: TakenInWord | None = named(
        "kanaal", None, description="Alleen met een sleutel die voor inwoners mag melden: hoe de melding binnenkwam."
    )
    client_key: UUID | None = named(
        "clientKey", None, description="Maak zelf een UUID. Twee keer sturen met dezelfde is één melding."
    )


class MessageInput(Input):
    text: Story = named("tekst")
    client_key: UUID | None = named("clientKey", None, description="Twee keer sturen met dezelfde is één bericht.")


class AnswerInput(Input):
    """Ja, nee met een reden, of ja op voorwaarde dat …"""

    verdict: VerdictWord = named("oordeel")
    reason: Story = named("reden", "")
    conditions: list[ConditionInput] = named("voorwaarden", default_factory=list, max_length=20)
    expected_on: date | None = named("verwachtOp", None, description="Bij ja: wanneer het klaar is.")
    is_done: bool = named("isKlaar", False, description="Bij ja: het is al gedaan.")
    version: int | None = named("versie", None)


class HandOverInput(Input):
    """Aan één persoon of één organisatie."""

    person_number: Number | None = named("persoon", None)
    organisation_number: Number | None = named("organisatie", None)
    words: Story = named("woorden", "")
    version: int | None = named("versie", None)


class WordsInput(Input):
    text: Story = named("tekst")
    is_question: bool = named("isVraag", False, description="Een vraag: het signaal wacht op antwoord van de melder.")


class NoteInput(Input):
    text: Story = named("tekst")


class FinishInput(Input):
    words: Story = named("woorden", "")
    version: int | None = named("versie", None)
