"""Initiatives in public for machines: read, start, support, help, keep, check, merge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import File, Query, Status
from ninja.files import UploadedFile

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.api import awards
from wijkwerk.domain.budgets.initiative_states import InitiativeState
from wijkwerk.domain.budgets.models import (
    HelpWanted,
    Initiative,
    InitiativePhoto,
    InitiativeUpdate,
    PaperSupport,
    Starter,
    Support,
    UpdateKind,
)
from wijkwerk.domain.budgets.operations import helping, initiatives, supporting
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.queries import justifications
from wijkwerk.domain.budgets.secret_links import INITIATIVE, SUPPORT
from wijkwerk.domain.signals import limits
from wijkwerk.domain.signals.api import own as own_report
from wijkwerk.domain.signals.models import Reporter
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.links import api_by_link
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import MOST, USUAL, Document, Input, Lat, Line, Lon, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel

router = api.router("Initiatieven")
router.add_router("", awards.router)
NEWEST, STARTED = ("-published_at", "-id"), ("-started_at", "-id")
OWN, ONE = "/eigen-initiatieven/{sleutel}", "/initiatieven/{int:nummer}"


class StateWord(StrEnum):
    IDEA = "idee"
    GATHERING = "zoektSteun"
    GRANTED = "erIsGeld"
    BUSY = "bezig"
    DONE = "klaar"
    STOPPED = "gestopt"
    MERGED = "samengevoegd"


class KindWord(StrEnum):
    NEWS = "nieuws"
    BROUGHT = "opbrengst"


class ChannelWord(StrEnum):
    EMAIL = "email"
    POST = "post"
    PHONE = "telefoon"
    NONE = "geen"


class NoSuchInitiative(Refusal):
    message = gettext_lazy("Dit initiatief is er niet, of is niet in uw gebied.")


class NoSuchIdea(Refusal):
    message = gettext_lazy("Dit is geen idee of kans waar u een initiatief van kunt maken.")


class LinkHasExpired(Refusal):
    message = gettext_lazy("Deze link is verlopen. Het initiatief is meer dan een jaar geleden afgelopen.")
    status = 410


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class AreaName(Document):
    number: int = named("nummer")
    name: str = named("naam")


class Point(Document):
    lat: float
    lon: float


class MoneyDocument(Document):
    fund: str = named("budget")
    granted: int = named("toegekendInCenten")
    justified: int = named("verantwoordInCenten")
    returned: int = named("terugbetaaldInCenten")


class WordsDocument(Document):
    number: int = named("nummer")
    text: str = named("tekst")
    on: date = named("op")


class InitiativeDocument(Document):
    """Een initiatief zoals iedereen het leest, zonder namen van personen."""

    number: int = named("nummer")
    title: str = named("naam")
    state: StateWord = named("stand")
    area: AreaName = named("werkgebied")
    words: str = named("tekst")
    place: str = named("plek")
    point: Point | None = named("punt", description="Ongeveer: op honderd meter.")
    supporters: int = named("steun")
    page: str = named("pagina")


class StoryDocument(Document):
    """Wat er van het geld kwam, zoals wie het kreeg het vertelde en goedvindt dat iedereen het leest."""

    text: str = named("tekst")
    fund: str = named("budget")
    granted: int = named("toegekendInCenten")


class InitiativeWhole(InitiativeDocument):
    organisations: list[str] = named("namens")
    help_wanted: list[WordsDocument] = named("hulpGevraagd")
    news: list[WordsDocument] = named("nieuws")
    brought: list[WordsDocument] = named("opbrengst")
    stories: list[StoryDocument] = named("verhalen")
    photos: list[str] = named("fotos")
    money: list[MoneyDocument] = named("geld")


class InitiativeList(Document):
    results: list[InitiativeDocument] = named("resultaten")
    next: str | None = named("volgende", None)


class OfferDocument(Document):
    number: int = named("nummer")
    name: str = named("naam")
    channel: ChannelWord = named("bereikbaarVia")
    address: str = named("adres")
    words: str = named("tekst")
    at: datetime = named("op")


class OwnDocument(Document):
    """Het eigen initiatief, voor wie de geheime link heeft."""

    number: int = named("nummer")
    key: str = named("sleutel")
    title: str = named("naam")
    words: str = named("tekst")
    state: StateWord = named("stand")
    is_public: bool = named("openbaar")
    waits_for_check: bool = named("wordtNagekeken")
    kept_back_because: str = named("nietGeplaatstOmdat")
    supporters: int = named("steun")
    offers: list[OfferDocument] = named("aanbod")
    page: str = named("pagina")


class CheckDocument(Document):
    """Iets van een inwoner, of hoe het op de website staat, voor wie het bijhoudt."""

    number: int = named("nummer")
    text: str = named("tekst")
    public_text: str = named("openbareTekst")
    is_public: bool = named("openbaar")
    waits_for_check: bool = named("naTeKijken")


class ManagedDocument(CheckDocument):
    title: str = named("naam")
    public_title: str = named("openbareNaam")
    state: StateWord = named("stand")
    area: AreaName = named("werkgebied")
    supporters: int = named("steun")
    merged_into: int | None = named("samengevoegdMet")
    version: int = named("versie")


class ManagedList(Document):
    results: list[ManagedDocument] = named("resultaten")
    next: str | None = named("volgende", None)


class WhatWord(StrEnum):
    INITIATIVE = "initiatief"
    HELP = "hulpvraag"
    UPDATE = "bericht"
    PHOTO = "foto"


class ToCheckDocument(Document):
    """Iets dat een inwoner schreef of stuurde en nog niemand nakeek."""

    number: int = named("nummer")
    what: WhatWord = named("soort")
    initiative: int = named("initiatief")
    text: str = named("tekst")
    since: datetime = named("sinds")


class ToCheckList(Document):
    results: list[ToCheckDocument] = named("resultaten")


class Done(Document):
    number: int = named("nummer")


class SupportAsked(Document):
    words: str = named("melding")


class PaperDocument(Document):
    number: int = named("nummer")
    people: int = named("handtekeningen")
    counts: bool = named("teltMee")


class PhotoDocument(Document):
    number: int = named("nummer")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class PublicFilter(Input):
    area: Number | None = named("werkgebied", None)
    state: StateWord | None = named("stand", None)
    asks_help: bool = named("zoektHulp", False)
    after: str = named("volgende", "")
    size: int = named("aantal", USUAL, ge=1, le=MOST)


class ManageFilter(Input):
    to_check: bool = named("naTeKijken", False)
    after: str = named("volgende", "")
    size: int = named("aantal", USUAL, ge=1, le=MOST)


class PointInput(Input):
    lat: Lat
    lon: Lon


class WhatInput(Input):
    title: Line = named("naam", max_length=120)
    words: Story = named("tekst")
    area: Number | None = named("werkgebied", None)
    place: Line = named("plek", "")
    point: PointInput | None = named("punt", None)


class StartInput(WhatInput):
    name: Line = named("initiatiefnemer", "", max_length=120)
    channel: ChannelWord = named("bereikbaarVia", ChannelWord.NONE)
    address: Line = named("adres", "")
    organisation: Line = named("namens", "", max_length=120)
    client_key: UUID | None = named("clientKey", None, description="Door u bedacht: twee keer verstuurd is één keer.")


class DeskInput(StartInput):
    signal: Number | None = named("signaal", None, description="Het idee dat iemand eerder meldde.")


class StateInput(Input):
    state: StateWord = named("stand")


class SupportInput(Input):
    address: Line = named("email")
    wants_news: bool = named("nieuws", False)


class OfferInput(Input):
    wanted: Number | None = named("hulpvraag", None)
    name: Line = named("naam", max_length=120)
    channel: ChannelWord = named("bereikbaarVia")
    address: Line = named("adres")
    words: Story = named("tekst", "")
    client_key: UUID | None = named("clientKey", None)


class WordsInput(Input):
    words: Story = named("tekst")
    client_key: UUID | None = named("clientKey", None)


class UpdateInput(WordsInput):
    kind: KindWord = named("soort", KindWord.NEWS)


class PublishInput(Input):
    title: Line = named("naam", max_length=120)
    words: Story = named("tekst")
    place: Line = named("plek", "")
    shows_place: bool = named("toontPlek", False)
    photos: list[Number] = named("fotos", default_factory=list, max_length=8)
    version: Number | None = named("versie", None)


class PublicWordsInput(Input):
    words: Story = named("tekst")


class ReasonInput(Input):
    reason: Story = named("waarom")


class MergeInput(Input):
    into: Number = named("met")


class PaperInput(Input):
    people: int = named("handtekeningen", ge=1, le=5000)
    received_on: date = named("ingeleverdOp")
    kept_where: Line = named("bewaard", "")
    client_key: UUID | None = named("clientKey", None)


# ── For everybody ──────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/initiatieven", response=InitiativeList, summary="Initiatieven")
@needs(Permission.INITIATIVE_VIEW)
def initiative_list(request: HttpRequest, filters: Query[PublicFilter]) -> HttpResponse:
    """Wat iedereen kan lezen, nieuwste eerst."""
    api.check_token(filters.after, order=NEWEST)
    wanted = queries.public_initiatives()
    if filters.area is not None:
        wanted = wanted.filter(work_area=filters.area)
    if filters.state is not None:
        wanted = wanted.filter(state=InitiativeState[filters.state.name])
    if filters.asks_help:
        wanted = queries.asking_help(wanted)
    page = paging.page(wanted, after=filters.after, order=NEWEST, size=filters.size)
    counts = queries.supporters(row.pk for row in page.rows)
    return _listed(request, [_public(row, counts[row.pk]) for row in page.rows], page.next)


@router.get(ONE, response=InitiativeWhole, summary="Eén initiatief")
@needs(Permission.INITIATIVE_VIEW, find=queries.public_initiative, by=("nummer",))
def initiative(request: HttpRequest, row: Initiative) -> Any:
    """Met hulpvragen, nieuws, wat het opbracht en wat de gemeente gaf. Wat is samengevoegd geeft waarmee."""
    row = row.merged_into or row
    updates = queries.public_updates(row)
    return InitiativeWhole(
        **_public(row, queries.supporters_of(row)).model_dump(),
        organisations=queries.organisations_of(row),
        help_wanted=[_words(each) for each in queries.public_help(row)],
        news=[_words(each) for each in updates if each.kind == UpdateKind.NEWS],
        brought=[_words(each) for each in updates if each.kind == UpdateKind.BROUGHT],
        stories=[
            StoryDocument(text=each.text, fund=each.fund, granted=each.granted_cents)
            for each in justifications.public_stories(row)
        ],
        photos=[
            outbox.absolute(reverse("budgets:initiative_photo", args=[photo.initiative_id, photo.pk, "large"]))
            for photo in queries.public_photos(row)
        ],
        money=[
            MoneyDocument(
                fund=each.fund,
                granted=each.granted_cents,
                justified=each.justified_cents,
                returned=each.returned_cents,
            )
            for each in queries.public_money_of(row)
        ],
    )


def _listed(request: HttpRequest, rows: Sequence[Document], following: str | None) -> HttpResponse:
    written = [row.model_dump(mode="json", by_alias=True) for row in rows]
    return api.list_answer(request, written, next_token=following)


def _public(row: Initiative, supporters: int) -> InitiativeDocument:
    point = None
    if row.public_lat is not None and row.public_lon is not None:
        point = Point(lat=row.public_lat, lon=row.public_lon)
    return InitiativeDocument(
        number=row.pk,
        title=row.public_title,
        state=StateWord[InitiativeState(row.state).name],
        area=AreaName(number=row.work_area_id, name=row.work_area.name),
        words=row.public_words,
        place=row.public_place,
        point=point,
        supporters=supporters,
        page=outbox.absolute(row.public_address),
    )


def _words(row: HelpWanted | InitiativeUpdate) -> WordsDocument:
    return WordsDocument(number=row.pk, text=row.public_words, on=clock.dutch(row.written_at).date())


@router.post("/initiatieven", response={201: OwnDocument}, summary="Een initiatief beginnen")
@needs(Permission.INITIATIVE_VIEW)
def start(request: HttpRequest, data: StartInput) -> Any:
    """Openbaar als iemand van de gemeente het nakeek. Het antwoord heeft de geheime sleutel van de initiatiefnemer."""
    with limits.counted(request, what=_("initiatieven")):
        starter = initiatives.start(**_start_values(data), **policy.deed(request))
    return Status(201, _own(starter))


@router.post("/initiatieven/balie", response={201: ManagedDocument}, summary="Een initiatief invoeren voor een inwoner")
@needs(Permission.INITIATIVE_MANAGE)
def start_for(request: HttpRequest, data: DeskInput) -> Any:
    """Voor wie belt, schrijft of langskomt; ook van een idee dat eerder werd gemeld."""
    cause = None
    if data.signal is not None:
        cause = queries.idea_visible_to(policy.actor_of(request), data.signal)
        if cause is None:
            raise NoSuchIdea(field="signal")
    starter = initiatives.start(**_start_values(data), cause=cause, is_by_staff=True, **policy.deed(request))
    return Status(201, _managed(queries.initiative(starter.initiative_id)))


@router.post(
    "/eigen-meldingen/{sleutel}/initiatief",
    response={201: OwnDocument},
    summary="Van het eigen idee een initiatief maken",
)
@own_report.by_link
def from_report(request: HttpRequest, reporter: Reporter, data: StartInput) -> Any:
    """Eén keer: daarna geeft dit het initiatief dat er al is."""
    if not (reporter.is_first and reporter.signal.is_idea):
        raise NoSuchIdea
    values = _start_values(data) | {"client_key": queries.key_of_idea(reporter)}
    leading = reporter.signal.merged_into or reporter.signal
    with limits.counted(request, what=_("initiatieven")):
        starter = initiatives.start(**values, cause=leading, **policy.deed(request))
    return Status(201, _own(starter))


def _start_values(data: StartInput) -> dict[str, Any]:
    return _what(data) | {
        "name": data.name,
        "reply_by": Channel[data.channel.name],
        "reply_address": data.address,
        "organisation_name": data.organisation,
        "client_key": data.client_key,
    }


def _what(data: WhatInput) -> dict[str, Any]:
    return {
        "title": data.title,
        "words": data.words,
        "work_area": _area(data.area),
        "place": data.place,
        "lat": data.point.lat if data.point else None,
        "lon": data.point.lon if data.point else None,
    }


def _area(number: int | None) -> WorkArea | None:
    """A number that is no area of today is asked back by the operation, as an area that is missing."""
    return areas.work_areas(clock.today()).filter(pk=number).first() if number is not None else None


@router.post(f"{ONE}/steun", response={202: SupportAsked}, summary="Steunen")
@needs(Permission.INITIATIVE_VIEW, find=queries.public_initiative, by=("nummer",))
def support(request: HttpRequest, row: Initiative, data: SupportInput) -> Any:
    """Telt mee als iemand de link in de e-mail opent en bevestigt. Iedereen telt één keer."""
    with limits.counted(request, what=_("steunbetuigingen")):
        supporting.support(row, **data.model_dump(), **policy.deed(request))
    return Status(202, SupportAsked(words=_("Er is een e-mail verstuurd. Met de link daarin telt de steun mee.")))


support_link = api_by_link(SUPPORT)


@router.post("/steunbetuigingen/{sleutel}/bevestiging", response=Done, summary="Steun bevestigen")
@support_link
def confirm_support(request: HttpRequest, row: Support) -> Any:
    """De sleutel staat in de e-mail."""
    return Done(number=supporting.confirm(row, **policy.deed(request)).initiative_id)


@router.post("/steunbetuigingen/{sleutel}/geen-nieuws", response=Done, summary="Geen nieuws meer")
@support_link
def stop_news(request: HttpRequest, row: Support) -> Any:
    """De steun blijft tellen; het adres wordt gewist."""
    return Done(number=supporting.stop_news(row, **policy.deed(request)).initiative_id)


@router.post("/steunbetuigingen/{sleutel}/intrekking", response=Done, summary="Steun intrekken")
@support_link
def take_back_support(request: HttpRequest, row: Support) -> Any:
    """Daarna is er niets meer van deze persoon."""
    number = row.initiative_id
    supporting.take_back(row, **policy.deed(request))
    return Done(number=number)


@router.post(f"{ONE}/hulp", response={201: Done}, summary="Hulp aanbieden")
@needs(Permission.INITIATIVE_VIEW, find=queries.public_initiative, by=("nummer",))
def offer_help(request: HttpRequest, row: Initiative, data: OfferInput) -> Any:
    """Naam en adres gaan alleen naar de initiatiefnemer."""
    wanted = None
    if data.wanted is not None:
        wanted = next((each for each in queries.public_help(row) if each.pk == data.wanted), None)
        if wanted is None:
            raise helping.NoHelpAsked
    with limits.counted(request, what=_("berichten")):
        made = helping.offer_help(
            row,
            wanted=wanted,
            name=data.name,
            reply_by=Channel[data.channel.name],
            reply_address=data.address,
            words=data.words,
            client_key=data.client_key,
            **policy.deed(request),
        )
    return Status(201, Done(number=made.pk))


# ── With the secret link ───────────────────────────────────────────────────────────────────────────────────────────
by_link = api_by_link(INITIATIVE, expired=LinkHasExpired)


def _own(starter: Starter) -> OwnDocument:
    row = starter.initiative
    return OwnDocument(
        number=row.pk,
        key=starter.link_key,
        title=row.title,
        words=row.words,
        state=StateWord[InitiativeState(row.state).name],
        is_public=row.is_public,
        waits_for_check=row.waits_for_check,
        kept_back_because=row.kept_back_because,
        supporters=queries.supporters_of(row.merged_into or row),
        offers=[
            OfferDocument(
                number=each.pk,
                name=each.name,
                channel=ChannelWord[Channel(each.reply_by).name],
                address=each.reply_address,
                words=each.words,
                at=each.offered_at,
            )
            for each in queries.offers_for(starter)
        ],
        page=outbox.absolute(starter.get_absolute_url()),
    )


def _again(starter: Starter) -> OwnDocument:
    found = queries.starter_by_link(starter.link_key)
    if found is None:
        raise Http404
    return _own(found)


@router.get(OWN, response=OwnDocument, summary="Het eigen initiatief")
@by_link
def own(request: HttpRequest, starter: Starter) -> Any:
    """Hoe het ervoor staat, en wie wil helpen."""
    return _own(starter)


@router.post(f"{OWN}/wijziging", response=OwnDocument, summary="Het eigen initiatief wijzigen")
@by_link
def change_own(request: HttpRequest, starter: Starter, data: WhatInput) -> Any:
    """Iedereen leest de tekst van eerst, tot iemand van de gemeente de nieuwe nakeek."""
    initiatives.change(starter.initiative, **_what(data), **policy.deed(request))
    return _again(starter)


@router.post(f"{OWN}/stand", response=OwnDocument, summary="Zeggen hoe het ervoor staat")
@by_link
def move_own(request: HttpRequest, starter: Starter, data: StateInput) -> Any:
    """Dat er geld is kan alleen als de gemeente het toekende."""
    initiatives.move(starter.initiative, state=InitiativeState[data.state.name], **policy.deed(request))
    return _again(starter)


@router.post(f"{OWN}/hulpvragen", response={201: CheckDocument}, summary="Hulp vragen")
@by_link
def ask_help(request: HttpRequest, starter: Starter, data: WordsInput) -> Any:
    """Openbaar als iemand van de gemeente het nakeek."""
    return Status(201, _check(helping.ask_help(starter.initiative, **data.model_dump(), **policy.deed(request))))


@router.post(f"{OWN}/hulpvragen/{{int:nummer}}/genoeg", response=CheckDocument, summary="Er is genoeg hulp")
@by_link
def close_own_help(request: HttpRequest, starter: Starter, nummer: int) -> Any:
    """De vraag gaat van de website."""
    found = _of(HelpWanted, starter, nummer)
    return _check(helping.close_help(found, **policy.deed(request)))


@router.post(f"{OWN}/aanbod/{{int:nummer}}/gewist", response=OwnDocument, summary="Een aanbod wissen")
@by_link
def drop_offer(request: HttpRequest, starter: Starter, nummer: int) -> Any:
    """Met de naam en het adres."""
    found = queries.offers_for(starter).filter(pk=nummer).first()
    if found is None:
        raise Http404
    helping.drop_offer(found, **policy.deed(request))
    return _again(starter)


@router.post(f"{OWN}/berichten", response={201: CheckDocument}, summary="Vertellen hoe het gaat")
@by_link
def tell(request: HttpRequest, starter: Starter, data: UpdateInput) -> Any:
    """Nieuws, of wat het opbracht. Openbaar als iemand van de gemeente het nakeek."""
    return Status(201, _check(_told(request, starter.initiative, data)))


@router.post(f"{OWN}/fotos", response={201: PhotoDocument}, summary="Een foto toevoegen")
@by_link
def add_photo(request: HttpRequest, starter: Starter, foto: File[UploadedFile]) -> Any:
    """Hooguit acht. Plaats en toestel gaan eruit."""
    [kept] = initiatives.add_photos(starter.initiative, [foto], **policy.deed(request))
    return Status(201, PhotoDocument(number=kept.pk))


@router.post(f"{OWN}/fotos/{{int:nummer}}/gewist", response=OwnDocument, summary="Een foto wissen")
@by_link
def remove_own_photo(request: HttpRequest, starter: Starter, nummer: int) -> Any:
    """De foto is dan voorgoed weg."""
    initiatives.remove_photo(_of(InitiativePhoto, starter, nummer), **policy.deed(request))
    return _again(starter)


@router.post(f"{OWN}/vergeten", response=OwnDocument, summary="Naam en adres wissen")
@by_link
def forget(request: HttpRequest, starter: Starter) -> Any:
    """Het initiatief blijft; de sleutel blijft werken."""
    initiatives.forget_starter(starter, **policy.deed(request))
    return _again(starter)


@router.post(f"{OWN}/intrekking", response=OwnDocument, summary="Het eigen initiatief intrekken")
@by_link
def withdraw(request: HttpRequest, starter: Starter) -> Any:
    """Het stopt, gaat van de website, en naam en adres worden gewist."""
    initiatives.withdraw(starter, **policy.deed(request))
    return _again(starter)


def _of(model: type[Any], starter: Starter, number: int) -> Any:
    found = model.objects.select_related("initiative").filter(initiative=starter.initiative, pk=number).first()
    if found is None:
        raise Http404
    return found


def _told(request: HttpRequest, row: Initiative, data: UpdateInput) -> InitiativeUpdate:
    values = data.model_dump() | {"kind": UpdateKind[data.kind.name]}
    return helping.write_update(row, **values, **policy.deed(request))


# ── By staff ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _check(row: Initiative | HelpWanted | InitiativeUpdate) -> CheckDocument:
    return CheckDocument(
        number=row.pk,
        text=row.words,
        public_text=row.public_words,
        is_public=row.is_public,
        waits_for_check=row.to_check_since is not None,
    )


def _managed(row: Initiative, supporters: int | None = None) -> ManagedDocument:
    return ManagedDocument(
        **_check(row).model_dump(),
        title=row.title,
        public_title=row.public_title,
        state=StateWord[InitiativeState(row.state).name],
        area=AreaName(number=row.work_area_id, name=row.work_area.name),
        supporters=queries.supporters_of(row) if supporters is None else supporters,
        merged_into=row.merged_into_id,
        version=row.version,
    )


def _whole(row: Model) -> ManagedDocument:
    return _managed(queries.initiative(row.pk))


@router.get("/initiatieven/beheer", response=ManagedList, summary="Initiatieven bijhouden")
@needs(Permission.INITIATIVE_MANAGE)
def managed(request: HttpRequest, filters: Query[ManageFilter]) -> HttpResponse:
    """Die van het eigen gebied, ook wat niet openbaar is."""
    api.check_token(filters.after, order=STARTED)
    wanted = queries.managed_by(policy.actor_of(request))
    if filters.to_check:
        wanted = wanted.filter(to_check_since__isnull=False)
    page = paging.page(wanted, after=filters.after, order=STARTED, size=filters.size)
    counts = queries.supporters(row.pk for row in page.rows)
    return _listed(request, [_managed(row, counts[row.pk]) for row in page.rows], page.next)


@router.get("/initiatieven/na-te-kijken", response=ToCheckList, summary="Wat nog niemand nakeek")
@needs(Permission.INITIATIVE_MANAGE)
def to_check(request: HttpRequest) -> Any:
    """Van het eigen gebied, het oudste eerst, hooguit honderd. Met het nummer van wat er wacht."""
    return ToCheckList(
        results=[
            ToCheckDocument(
                number=row.number,
                what=WhatWord[row.what.upper()],
                initiative=row.initiative.pk,
                text=row.words,
                since=row.since,
            )
            for row in queries.to_check(policy.actor_of(request))
        ]
    )


@router.get(f"{ONE}/beheer", response=ManagedDocument, summary="Een initiatief bijhouden")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def managed_one(request: HttpRequest, row: Initiative) -> Any:
    """Zoals de initiatiefnemer het schreef, en zoals iedereen het leest."""
    return _managed(row)


@router.post(f"{ONE}/openbaarmaking", response=ManagedDocument, summary="Openbaar maken")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def publish(request: HttpRequest, row: Initiative, data: PublishInput) -> Any:
    """Een tekst die vertelt wie iemand is wordt geweigerd."""
    initiatives.publish(
        row,
        public_title=data.title,
        public_words=data.words,
        public_place=data.place,
        shows_place=data.shows_place,
        photos=list(InitiativePhoto.objects.filter(initiative=row, pk__in=data.photos)),
        version=data.version,
        **policy.deed(request),
    )
    return _whole(row)


@router.post(f"{ONE}/weigering", response=ManagedDocument, summary="Niet plaatsen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def keep_back(request: HttpRequest, row: Initiative, data: ReasonInput) -> Any:
    """De initiatiefnemer hoort waarom."""
    initiatives.keep_back(row, reason=data.reason, **policy.deed(request))
    return _whole(row)


@router.post(f"{ONE}/van-de-website", response=ManagedDocument, summary="Van de website halen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def take_off(request: HttpRequest, row: Initiative, data: ReasonInput) -> Any:
    """De initiatiefnemer hoort waarom."""
    initiatives.take_off(row, reason=data.reason, **policy.deed(request))
    return _whole(row)


@router.post(f"{ONE}/wijziging", response=ManagedDocument, summary="Een initiatief wijzigen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def change(request: HttpRequest, row: Initiative, data: WhatInput) -> Any:
    """Namens de initiatiefnemer."""
    initiatives.change(row, **_what(data), **policy.deed(request))
    return _whole(row)


@router.post(f"{ONE}/stand", response=ManagedDocument, summary="De stand wijzigen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def move(request: HttpRequest, row: Initiative, data: StateInput) -> Any:
    """Namens de initiatiefnemer."""
    initiatives.move(row, state=InitiativeState[data.state.name], **policy.deed(request))
    return _whole(row)


@router.post(f"{ONE}/hulpvragen", response={201: CheckDocument}, summary="Hulp vragen voor een initiatief")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def ask_help_for(request: HttpRequest, row: Initiative, data: WordsInput) -> Any:
    """Namens de initiatiefnemer."""
    return Status(201, _check(helping.ask_help(row, **data.model_dump(), **policy.deed(request))))


@router.post(f"{ONE}/berichten", response={201: CheckDocument}, summary="Vertellen hoe een initiatief gaat")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def tell_for(request: HttpRequest, row: Initiative, data: UpdateInput) -> Any:
    """Namens de initiatiefnemer."""
    return Status(201, _check(_told(request, row, data)))


@router.post("/hulpvragen/{int:nummer}/openbaarmaking", response=CheckDocument, summary="Een hulpvraag openbaar maken")
@needs(Permission.INITIATIVE_MANAGE, find=queries.help_wanted, by=("nummer",))
def publish_help(request: HttpRequest, row: HelpWanted, data: PublicWordsInput) -> Any:
    """Nagekeken."""
    helping.publish_words(row, public_words=data.words, **policy.deed(request))
    return _check(queries.help_wanted(row.pk))


@router.post("/hulpvragen/{int:nummer}/weigering", response=CheckDocument, summary="Een hulpvraag niet plaatsen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.help_wanted, by=("nummer",))
def keep_back_help(request: HttpRequest, row: HelpWanted, data: ReasonInput) -> Any:
    """De initiatiefnemer hoort waarom."""
    helping.keep_back_words(row, reason=data.reason, **policy.deed(request))
    return _check(queries.help_wanted(row.pk))


@router.post("/hulpvragen/{int:nummer}/genoeg", response=CheckDocument, summary="Er is genoeg hulp")
@needs(Permission.INITIATIVE_MANAGE, find=queries.help_wanted, by=("nummer",))
def close_help(request: HttpRequest, row: HelpWanted) -> Any:
    """De vraag gaat van de website."""
    return _check(helping.close_help(row, **policy.deed(request)))


@router.post(
    "/initiatiefberichten/{int:nummer}/openbaarmaking", response=CheckDocument, summary="Een bericht openbaar maken"
)
@needs(Permission.INITIATIVE_MANAGE, find=queries.update, by=("nummer",))
def publish_update(request: HttpRequest, row: InitiativeUpdate, data: PublicWordsInput) -> Any:
    """Nagekeken. Wie op de hoogte wil blijven hoort het, één keer."""
    helping.publish_words(row, public_words=data.words, **policy.deed(request))
    return _check(queries.update(row.pk))


@router.post("/initiatiefberichten/{int:nummer}/weigering", response=CheckDocument, summary="Een bericht niet plaatsen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.update, by=("nummer",))
def keep_back_update(request: HttpRequest, row: InitiativeUpdate, data: ReasonInput) -> Any:
    """De initiatiefnemer hoort waarom."""
    helping.keep_back_words(row, reason=data.reason, **policy.deed(request))
    return _check(queries.update(row.pk))


@router.post(f"{ONE}/samenvoeging", response=ManagedDocument, summary="Samenvoegen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def merge(request: HttpRequest, row: Initiative, data: MergeInput) -> Any:
    """Geeft het initiatief dat verder gaat. Alle steun gaat mee, en niemand telt dubbel."""
    into = queries.managed_by(policy.actor_of(request)).filter(pk=data.into).first()
    if into is None:
        raise NoSuchInitiative(field="into")
    return _whole(initiatives.merge(row, into=into, **policy.deed(request)))


@router.post(f"{ONE}/splitsing", response=ManagedDocument, summary="Weer uit elkaar halen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def split(request: HttpRequest, row: Initiative, data: ReasonInput) -> Any:
    """Het gaat alleen verder, met de steun die het zelf had."""
    return _whole(initiatives.split(row, reason=data.reason, **policy.deed(request)))


@router.post(f"{ONE}/handtekeninglijsten", response={201: PaperDocument}, summary="Handtekeningen op papier")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def enter_paper(request: HttpRequest, row: Initiative, data: PaperInput) -> Any:
    """Tellen net zo mee als op de website."""
    made = supporting.enter_paper(row, **data.model_dump(), **policy.deed(request))
    return Status(201, _paper(made))


@router.post("/handtekeninglijsten/{int:nummer}/vervallen", response=PaperDocument, summary="Een lijst laten vervallen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.paper_support, by=("nummer",))
def take_back_paper(request: HttpRequest, row: PaperSupport, data: ReasonInput) -> Any:
    """Telt niet meer mee; blijft te zien, met de reden."""
    return _paper(supporting.take_back_paper(row, reason=data.reason, **policy.deed(request)))


def _paper(row: PaperSupport) -> PaperDocument:
    return PaperDocument(number=row.pk, people=row.people, counts=not row.taken_back_because)


def photo_of(nummer: int, foto: int) -> InitiativePhoto:
    found = queries.photo(foto)
    if found.initiative_id != nummer:
        raise Http404
    return found


@router.post(f"{ONE}/fotos/{{int:foto}}/gewist", response=ManagedDocument, summary="Een foto wissen")
@needs(Permission.INITIATIVE_MANAGE, find=photo_of, by=("nummer", "foto"))
def remove_photo(request: HttpRequest, row: InitiativePhoto) -> Any:
    """De foto is dan voorgoed weg."""
    initiative = row.initiative
    initiatives.remove_photo(row, **policy.deed(request))
    return _whole(initiative)


@router.post(f"{ONE}/link", response=Done, summary="De link opnieuw sturen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative, by=("nummer",))
def link_again(request: HttpRequest, row: Initiative) -> Any:
    """Aan de initiatiefnemer, op de manier die die koos."""
    starter = Starter.objects.select_related("initiative").get(initiative=row)
    initiatives.send_link_again(starter, **policy.deed(request))
    return Done(number=row.pk)
