"""The yearly award for machines: read, nominate, prepare, look through, judge, announce."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets import secret_links
from wijkwerk.domain.budgets.models import (
    AwardState,
    AwardYear,
    Consent,
    Initiative,
    Juror,
    Nomination,
    NominationState,
    NomineeKind,
)
from wijkwerk.domain.budgets.operations import awards
from wijkwerk.domain.budgets.queries import awards as queries
from wijkwerk.domain.budgets.queries.initiatives import public_initiatives
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals import limits
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import NotAllowed, needs
from wijkwerk.foundation.access.links import api_by_link
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import MOST, USUAL, Document, Input, Line, Moment, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel

router = api.router("Waardering")
NEWEST = ("-year", "-id")
ONE, NOMINATION, JURY = "/waarderingen/{int:nummer}", "/voordrachten/{int:nummer}", "/juryleden/{sleutel}"


class StateWord(StrEnum):
    DRAFT = "voorbereiding"
    OPEN = "open"
    JUDGING = "jury"
    ANNOUNCED = "uitgereikt"
    CANCELLED = "gaatNietDoor"


class KindWord(StrEnum):
    PERSON = "persoon"
    GROUP = "groep"
    ORGANISATION = "organisatie"


class NominationWord(StrEnum):
    RECEIVED = "nieuw"
    ACCEPTED = "naarDeJury"
    DECLINED = "doetNietMee"
    JOINED = "gevoegd"


class ConsentWord(StrEnum):
    NOT_ASKED = "nietGevraagd"
    ASKED = "gevraagd"
    YES = "ja"
    NO = "nee"


class ChannelWord(StrEnum):
    EMAIL = "email"
    POST = "post"
    PHONE = "telefoon"
    NONE = "geen"


class NotInYourArea(NotAllowed):
    message = gettext_lazy("Dit gebied is er niet, of deze sleutel is er niet voor.")


class NoSuchNomination(Refusal):
    message = gettext_lazy("Deze voordracht is er niet.")


class NoSuchInitiative(Refusal):
    message = gettext_lazy("Dit initiatief staat niet op de website.")


class NoSuchPerson(Refusal):
    message = gettext_lazy("Deze medewerker is er niet.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class NomineeDocument(Document):
    name: str = named("naam")
    words: str = named("tekst")


class AwardDocument(Document):
    """De waardering van een jaar, zoals iedereen haar leest. Namen alleen van wie ja zei."""

    number: int = named("nummer")
    name: str = named("naam")
    year: int = named("jaar")
    area: int | None = named("werkgebied")
    state: StateWord = named("stand")
    words: str = named("tekst")
    opens_at: datetime = named("voordragenVanaf")
    closes_at: datetime = named("voordragenTot")
    announces_on: date | None = named("uitreikingOp")
    winner: NomineeDocument | None = named("winnaar")
    jury_report: str = named("juryverslag")
    nominees: list[NomineeDocument] = named("voorgedragenen")
    page: str = named("pagina")


class AwardList(Document):
    results: list[AwardDocument] = named("resultaten")


class AwardPage(AwardList):
    next: str | None = named("volgende", None)


class ReceivedDocument(Document):
    number: int = named("nummer")


class NominationDocument(Document):
    """Een voordracht, voor wie de waardering bijhoudt."""

    number: int = named("nummer")
    nominee: str = named("voorgedragene")
    kind: KindWord = named("soort")
    why: str = named("waarom")
    jury_words: str = named("tekstVoorDeJury")
    public_words: str = named("openbareTekst")
    state: NominationWord = named("stand")
    consent: ConsentWord = named("naamOpenbaar")
    times: int = named("kerenVoorgedragen")


class StandingDocument(Document):
    place: int | None = named("plaats")
    nomination: int = named("voordracht")
    nominee: str = named("voorgedragene")
    average: str = named("gemiddelde", description="Met één cijfer achter de komma.")
    judged_by: int = named("cijfers")
    aside: int = named("oordeeldenNiet")


class JurorDocument(Document):
    number: int = named("nummer")
    name: str = named("naam")
    still_to_judge: int = named("nogTeBeoordelen")


class ManagedAward(AwardDocument):
    nominations: list[NominationDocument] = named("voordrachten")
    jurors: list[JurorDocument] = named("jury")
    standings: list[StandingDocument] = named("standVanDeJury")


class ToJudgeDocument(Document):
    number: int = named("nummer")
    nominee: str = named("voorgedragene")
    words: str = named("tekst")
    points: int | None = named("cijfer")
    is_involved: bool = named("oordeeltNiet")


class JuryDocument(Document):
    award: str = named("waardering")
    can_judge: bool = named("kanOordelen")
    nominations: list[ToJudgeDocument] = named("voordrachten")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class AwardFilter(Input):
    after: str = named("volgende", "")
    size: int = named("aantal", USUAL, ge=1, le=MOST)


class AwardInput(Input):
    words: Story = named("tekst")
    opens_at: Moment = named("voordragenVanaf")
    closes_at: Moment = named("voordragenTot")
    announces_on: date | None = named("uitreikingOp", None)


class PrepareInput(AwardInput):
    year: int = named("jaar", ge=1990, le=2100)
    area: Number | None = named("werkgebied", None)


class NominationInput(Input):
    nominee: Line = named("voorgedragene", max_length=120)
    kind: KindWord = named("soort", KindWord.PERSON)
    why: Story = named("waarom")
    initiative: Number | None = named("initiatief", None)
    nominee_channel: ChannelWord = named("voorgedrageneBereikbaarVia", ChannelWord.NONE)
    nominee_address: Line = named("voorgedrageneAdres", "")
    name: Line = named("naam", "", max_length=120)
    channel: ChannelWord = named("bereikbaarVia", ChannelWord.NONE)
    address: Line = named("adres", "")
    client_key: UUID | None = named("clientKey", None)


class WordsInput(Input):
    words: Story = named("tekst")


class ReasonInput(Input):
    reason: Story = named("waarom")


class JoinInput(Input):
    to: Number = named("met")


class ReachInput(Input):
    channel: ChannelWord = named("bereikbaarVia")
    address: Line = named("adres")


class ConsentInput(Input):
    is_yes: bool = named("ja")


class JurorInput(Input):
    person: Number | None = named("persoon", None)
    name: Line = named("naam", "", max_length=120)
    email: Line = named("email", "")


class ScoreInput(Input):
    points: int | None = named("cijfer", None, ge=1, le=10)
    is_involved: bool = named("oordeeltNiet", False)
    words: Story = named("toelichting", "")


class AnnounceInput(Input):
    winner: Number | None = named("voordracht", None)
    jury_report: Story = named("juryverslag")
    despite: Story = named("waaromNietDeEerste", "")
    without_name: bool = named("zonderNaam", False)


# ── For everybody ──────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/waarderingen", response=AwardList, summary="Waarderingen")
@needs(Permission.INITIATIVE_VIEW)
def award_list(request: HttpRequest) -> Any:
    """Die van dit jaar en van eerdere jaren."""
    return AwardList(results=_awards(list(queries.public_awards())))


@router.get(ONE, response=AwardDocument, summary="Eén waardering")
@needs(Permission.INITIATIVE_VIEW, find=queries.public_award, by=("nummer",))
def award(request: HttpRequest, row: AwardYear) -> Any:
    """Namen staan er alleen van wie dat goed vindt."""
    [found] = _awards([row])
    return found


def _awards(rows: Sequence[AwardYear]) -> list[AwardDocument]:
    nominees = queries.public_nominees(*rows)
    return [_award(row, nominees[row.pk]) for row in rows]


def _award(row: AwardYear, nominees: list[Nomination]) -> AwardDocument:
    winner = queries.winner_to_show(row)
    return AwardDocument(
        number=row.pk,
        name=row.name,
        year=row.year,
        area=row.work_area_id,
        state=StateWord[AwardState(row.state).name],
        words=row.words,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        announces_on=row.announces_on,
        winner=_nominee(winner) if winner is not None else None,
        jury_report=row.jury_report,
        nominees=[_nominee(each) for each in nominees],
        page=outbox.absolute(row.public_address),
    )


def _nominee(row: Nomination) -> NomineeDocument:
    return NomineeDocument(name=row.nominee, words=row.public_words)


@router.post(f"{ONE}/voordrachten", response={201: ReceivedDocument}, summary="Iemand voordragen")
@needs(Permission.INITIATIVE_VIEW, find=queries.public_award, by=("nummer",))
def nominate(request: HttpRequest, row: AwardYear, data: NominationInput) -> Any:
    """De jury ziet niet wie de voordracht deed."""
    with limits.counted(request, what=_("voordrachten")):
        made = awards.nominate(row, **_values(data), **policy.deed(request))
    return Status(201, ReceivedDocument(number=made.pk))


def _values(data: NominationInput) -> dict[str, Any]:
    return {
        "nominee": data.nominee,
        "kind": NomineeKind[data.kind.name],
        "why": data.why,
        "initiative": _initiative(data.initiative),
        "nominee_reply_by": Channel[data.nominee_channel.name],
        "nominee_reply_address": data.nominee_address,
        "name": data.name,
        "reply_by": Channel[data.channel.name],
        "reply_address": data.address,
        "client_key": data.client_key,
    }


def _initiative(number: int | None) -> Initiative | None:
    found = public_initiatives().filter(pk=number).first() if number is not None else None
    if number is not None and found is None:
        raise NoSuchInitiative(field="initiative")
    return found


@router.post("/voordrachten/{sleutel}/antwoord", response=NomineeDocument, summary="Mag mijn naam op de website?")
@api_by_link(secret_links.NOMINEE)
def say(request: HttpRequest, row: Nomination, data: ConsentInput) -> Any:
    """Door wie is voorgedragen, met de eigen sleutel. Van gedachten veranderen kan altijd."""
    return _nominee(awards.say(row, is_yes=data.is_yes, **policy.deed(request)))


# ── The jury ───────────────────────────────────────────────────────────────────────────────────────────────────────
by_link = api_by_link(secret_links.JURY)


def _jury(juror: Juror) -> JuryDocument:
    scores = queries.scores_of(juror)
    rows = []
    for each in queries.for_jury(juror.award_year):
        score = scores.get(each.pk)
        rows.append(
            ToJudgeDocument(
                number=each.pk,
                nominee=each.nominee,
                words=each.jury_words,
                points=score.points if score is not None else None,
                is_involved=score is not None and score.is_involved,
            )
        )
    return JuryDocument(
        award=juror.award_year.name, can_judge=juror.award_year.state == AwardState.JUDGING, nominations=rows
    )


@router.get(JURY, response=JuryDocument, summary="De voordrachten voor een jurylid")
@by_link
def jury(request: HttpRequest, juror: Juror) -> Any:
    """Met het eigen oordeel. Wie voordroeg staat er niet bij."""
    return _jury(juror)


@router.post(f"{JURY}/oordelen/{{int:nummer}}", response=JuryDocument, summary="Een oordeel geven")
@by_link
def judge(request: HttpRequest, juror: Juror, nummer: int, data: ScoreInput) -> Any:
    """Een cijfer van 1 tot en met 10, of zeggen dat u de voordracht te goed kent."""
    found = next((each for each in queries.for_jury(juror.award_year) if each.pk == nummer), None)
    if found is None:
        raise Http404
    awards.judge(juror, nomination=found, **data.model_dump(), **policy.deed(request))
    return _jury(juror)


# ── By staff ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _managed(row: AwardYear) -> ManagedAward:
    voices = queries.voices(row)
    left = queries.still_to_judge(row)
    shown = row.state in (AwardState.JUDGING, AwardState.ANNOUNCED)
    return ManagedAward(
        **_awards([row])[0].model_dump(),
        nominations=[_nomination(each, voices) for each in queries.nominations_of(row)],
        jurors=[
            JurorDocument(number=each.pk, name=str(each), still_to_judge=left[each.pk])
            for each in row.jurors.select_related("person")
        ],
        standings=[
            StandingDocument(
                place=each.place,
                nomination=each.nomination.pk,
                nominee=each.nomination.nominee,
                average=each.shown,
                judged_by=each.judged_by,
                aside=each.aside,
            )
            for each in (queries.standings(row) if shown else [])
        ],
    )


def _nomination(row: Nomination, voices: dict[int, int]) -> NominationDocument:
    return NominationDocument(
        number=row.pk,
        nominee=row.nominee,
        kind=KindWord[NomineeKind(row.kind).name],
        why=row.why,
        jury_words=row.jury_words,
        public_words=row.public_words,
        state=NominationWord[NominationState(row.state).name],
        consent=ConsentWord[Consent(row.consent).name],
        times=voices.get(row.pk, 0),
    )


def _whole(row: AwardYear) -> ManagedAward:
    return _managed(queries.award(row.pk))


def _one(row: Nomination) -> NominationDocument:
    return _nomination(queries.nomination(row.pk), queries.voices(row.award_year))


@router.post("/waarderingen", response={201: ManagedAward}, summary="Een jaar voorbereiden")
@needs(Permission.AWARD_MANAGE)
def prepare(request: HttpRequest, data: PrepareInput) -> Any:
    """Voor een gebied, of voor de hele gemeente. Niemand ziet het tot het opengaat."""
    values = data.model_dump()
    number = values.pop("area")
    own = areas.work_areas_where(policy.actor_of(request), Permission.AWARD_MANAGE, on=clock.today())
    work_area = own.filter(pk=number).first() if number is not None else None
    if number is not None and work_area is None:
        raise NotInYourArea
    made = awards.prepare(work_area=work_area, **values, **policy.deed(request))
    return Status(201, _managed(made))


@router.get("/waarderingen/beheer", response=AwardPage, summary="Waarderingen bijhouden")
@needs(Permission.AWARD_MANAGE)
def managed_list(request: HttpRequest, filters: Query[AwardFilter]) -> HttpResponse:
    """Die van de eigen gebieden en van de hele gemeente, ook wat nog niet open is; nieuwste jaar eerst."""
    api.check_token(filters.after, order=NEWEST)
    wanted = queries.managed_by(policy.actor_of(request))
    page = paging.page(wanted, after=filters.after, order=NEWEST, size=filters.size)
    rows = [row.model_dump(mode="json", by_alias=True) for row in _awards(page.rows)]
    return api.list_answer(request, rows, next_token=page.next)


@router.get(f"{ONE}/beheer", response=ManagedAward, summary="Een waardering bijhouden")
@needs(Permission.AWARD_MANAGE, find=queries.award, by=("nummer",))
def managed(request: HttpRequest, row: AwardYear) -> Any:
    """Met de voordrachten, de jury en hoe die oordeelt."""
    return _managed(row)


@router.post(f"{ONE}/wijziging", response=ManagedAward, summary="Een waardering wijzigen")
@needs(Permission.AWARD_MANAGE, find=queries.award, by=("nummer",))
def change(request: HttpRequest, row: AwardYear, data: AwardInput) -> Any:
    """Tekst en dagen."""
    awards.change(row, **data.model_dump(), **policy.deed(request))
    return _whole(row)


@router.post(f"{ONE}/opening", response=ManagedAward, summary="Openen")
@needs(Permission.AWARD_MANAGE, find=queries.award, by=("nummer",))
def open_award(request: HttpRequest, row: AwardYear) -> Any:
    """Iedereen leest het, en draagt voor vanaf de eerste dag."""
    awards.open_for_nominations(row, **policy.deed(request))
    return _whole(row)


@router.post(f"{ONE}/jury", response=ManagedAward, summary="Naar de jury")
@needs(Permission.AWARD_MANAGE, find=queries.award, by=("nummer",))
def to_the_jury(request: HttpRequest, row: AwardYear) -> Any:
    """De juryleden krijgen hun link."""
    awards.to_the_jury(row, **policy.deed(request))
    return _whole(row)


@router.post(f"{ONE}/uitreiking", response=ManagedAward, summary="Uitreiken")
@needs(Permission.AWARD_MANAGE, find=queries.award, by=("nummer",))
def announce(request: HttpRequest, row: AwardYear, data: AnnounceInput) -> Any:
    """Met het oordeel van de jury. De naam alleen als de winnaar ja zei."""
    values = data.model_dump()
    number = values.pop("winner")
    winner = queries.nominations_of(row).filter(pk=number).first() if number is not None else None
    if number is not None and winner is None:
        raise NoSuchNomination(field="winner")
    awards.announce(row, winner=winner, **values, **policy.deed(request))
    return _whole(row)


@router.post(f"{ONE}/afzegging", response=ManagedAward, summary="Gaat niet door")
@needs(Permission.AWARD_MANAGE, find=queries.award, by=("nummer",))
def cancel(request: HttpRequest, row: AwardYear, data: ReasonInput) -> Any:
    """Wie voordroeg hoort waarom."""
    awards.cancel(row, reason=data.reason, **policy.deed(request))
    return _whole(row)


@router.post(f"{ONE}/juryleden", response={201: ManagedAward}, summary="Een jurylid toevoegen")
@needs(Permission.AWARD_MANAGE, find=queries.award, by=("nummer",))
def add_juror(request: HttpRequest, row: AwardYear, data: JurorInput) -> Any:
    """Een medewerker, of iemand die een eigen link krijgt."""
    values = data.model_dump()
    number = values.pop("person")
    person = Person.objects.active().filter(pk=number).first() if number is not None else None
    if number is not None and person is None:
        raise NoSuchPerson(field="person")
    awards.add_juror(row, person=person, **values, **policy.deed(request))
    return Status(201, _whole(row))


@router.post("/juryleden/{int:nummer}/vertrek", response=ManagedAward, summary="Een jurylid weghalen")
@needs(Permission.AWARD_MANAGE, find=queries.juror, by=("nummer",))
def remove_juror(request: HttpRequest, row: Juror) -> Any:
    """Met de cijfers."""
    awards.remove_juror(row, **policy.deed(request))
    return _whole(row.award_year)


@router.post(f"{ONE}/voordrachten/balie", response={201: NominationDocument}, summary="Een voordracht invoeren")
@needs(Permission.AWARD_MANAGE, find=queries.award, by=("nummer",))
def nominate_for(request: HttpRequest, row: AwardYear, data: NominationInput) -> Any:
    """Van papier of door de telefoon; ook nog als het voordragen net sloot."""
    return Status(201, _one(awards.nominate(row, **_values(data), is_by_staff=True, **policy.deed(request))))


@router.get(NOMINATION, response=NominationDocument, summary="Eén voordracht")
@needs(Permission.AWARD_MANAGE, find=queries.nomination, by=("nummer",))
def nomination(request: HttpRequest, row: Nomination) -> Any:
    """Voor wie de waardering bijhoudt."""
    return _one(row)


@router.post(f"{NOMINATION}/aanvaarding", response=NominationDocument, summary="Een voordracht naar de jury sturen")
@needs(Permission.AWARD_MANAGE, find=queries.nomination, by=("nummer",))
def accept(request: HttpRequest, row: Nomination, data: WordsInput) -> Any:
    """In woorden waarin niet staat wie voordroeg."""
    return _one(awards.accept(row, jury_words=data.words, **policy.deed(request)))


@router.post(f"{NOMINATION}/afwijzing", response=NominationDocument, summary="Een voordracht doet niet mee")
@needs(Permission.AWARD_MANAGE, find=queries.nomination, by=("nummer",))
def decline(request: HttpRequest, row: Nomination, data: ReasonInput) -> Any:
    """Wie voordroeg hoort waarom."""
    return _one(awards.decline(row, reason=data.reason, **policy.deed(request)))


@router.post(f"{NOMINATION}/samenvoeging", response=NominationDocument, summary="Voordrachten samenvoegen")
@needs(Permission.AWARD_MANAGE, find=queries.nomination, by=("nummer",))
def join(request: HttpRequest, row: Nomination, data: JoinInput) -> Any:
    """Geeft de voordracht die verder gaat."""
    to = queries.nominations_of(row.award_year).filter(pk=data.to).first()
    if to is None:
        raise NoSuchNomination(field="to")
    return _one(awards.join(row, to=to, **policy.deed(request)))


@router.post(f"{NOMINATION}/splitsing", response=NominationDocument, summary="Voordrachten weer uit elkaar halen")
@needs(Permission.AWARD_MANAGE, find=queries.nomination, by=("nummer",))
def part(request: HttpRequest, row: Nomination) -> Any:
    """Iemand bekijkt haar opnieuw."""
    return _one(awards.part(row, **policy.deed(request)))


@router.post(f"{NOMINATION}/bereikbaarheid", response=NominationDocument, summary="Hoe de voorgedragene te bereiken is")
@needs(Permission.AWARD_MANAGE, find=queries.nomination, by=("nummer",))
def note_reach(request: HttpRequest, row: Nomination, data: ReachInput) -> Any:
    """Om te vragen of de naam op de website mag."""
    reached = awards.note_reach(
        row, reply_by=Channel[data.channel.name], reply_address=data.address, **policy.deed(request)
    )
    return _one(reached)


@router.post(f"{NOMINATION}/vraag", response=NominationDocument, summary="Vragen of de naam op de website mag")
@needs(Permission.AWARD_MANAGE, find=queries.nomination, by=("nummer",))
def ask_consent(request: HttpRequest, row: Nomination, data: WordsInput) -> Any:
    """Aan wie is voorgedragen, met de tekst die erbij komt."""
    return _one(awards.ask_consent(row, public_words=data.words, **policy.deed(request)))


@router.post(f"{NOMINATION}/toestemming", response=NominationDocument, summary="Het antwoord vastleggen")
@needs(Permission.AWARD_MANAGE, find=queries.nomination, by=("nummer",))
def say_for(request: HttpRequest, row: Nomination, data: ConsentInput) -> Any:
    """Wie is voorgedragen zei het door de telefoon of op papier."""
    return _one(awards.say(row, is_yes=data.is_yes, is_by_staff=True, **policy.deed(request)))
