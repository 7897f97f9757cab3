"""Applications: what somebody asks money for, for machines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import File, Query, Status
from ninja.files import UploadedFile

from wijkwerk.domain.budgets.application_states import FOR_THE_APPLICANT, ApplicationState
from wijkwerk.domain.budgets.forms import applications as forms
from wijkwerk.domain.budgets.models import (
    ApplicantKind,
    Application,
    ApplicationPhoto,
    AttachmentKind,
    Criterion,
    Outcome,
)
from wijkwerk.domain.budgets.operations import applications, checks, completing
from wijkwerk.domain.budgets.queries import applications as queries
from wijkwerk.domain.budgets.queries import checks as check_queries
from wijkwerk.domain.budgets.secret_links import APPLICATION
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.signals import limits
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.links import api_by_link
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Lat, Line, Lon, Moment, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel
from wijkwerk.foundation.privacy import operations as privacy

router = api.router("Aanvragen")
ORDER = ("-sent_at", "-id")

# The fields of the form on the page, as the API calls them.
NAMES = {
    "title": "titel",
    "what": "wat",
    "work_area": "werkgebied",
    "place": "plek",
    "lat": "punt.lat",
    "lon": "punt.lon",
    "fund": "budget",
    "from_day": "vanaf",
    "until_day": "totEnMet",
    "when_words": "wanneer",
    "with_whom": "metWie",
    "households": "huishoudens",
    "category": "soort",
    "own_cents": "eigenCenten",
    "other_cents": "andereCenten",
    "asked_cents": "gevraagdCenten",
    "applicant_kind": "aanvrager.soort",
    "applicant_name": "aanvrager.naam",
    "organisation_name": "aanvrager.organisatie",
    "reply_by": "aanvrager.bereikbaarVia",
    "reply_address": "aanvrager.adres",
}


class StateWord(StrEnum):
    SENT = "in behandeling"
    INCOMPLETE = "wacht op aanvulling"
    DECIDED = "besloten"
    MOVED = "wacht op een ronde"
    WITHDRAWN = "ingetrokken"


class OutcomeWord(StrEnum):
    MET = "voldoet"
    NOT_MET = "voldoet niet"
    UNKNOWN = "te beoordelen"


class ReplyWord(StrEnum):
    EMAIL = "e-mail"
    POST = "brief"
    PHONE = "telefoon"


class ApplicantWord(StrEnum):
    RESIDENT = "inwoner"
    GROUP = "groep inwoners"
    RESIDENTS_BODY = "bewonersorganisatie"
    ASSOCIATION = "vereniging of stichting"
    SCHOOL = "school of kinderopvang"
    RELIGIOUS = "geloofsgemeenschap"
    HOUSING = "woningcorporatie of vereniging van eigenaren"
    PARTNER = "welzijns- of zorgorganisatie"
    COMPANY = "winkel of bedrijf"
    OTHER = "iemand anders"


class NobodyThere(Refusal):
    message = gettext_lazy("Deze persoon of organisatie is er niet, of werkt hier niet meer.")


class PersonNeeded(Refusal):
    message = gettext_lazy("Oordelen en oppakken doet een mens: gebruik een sleutel van een persoon.")
    status = 403


class LinkHasExpired(Refusal):
    message = gettext_lazy("Deze link is verlopen.")
    status = 410


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class CostDocument(Document):
    words: str = named("omschrijving")
    cents: int = named("centen")
    kind: str = named("soort")


class CheckDocument(Document):
    number: int = named("nummer")
    group: str = named("groep")
    words: str = named("voorwaarde")
    outcome: OutcomeWord = named("uitkomst")
    why: str = named("toelichting")
    automatic: bool = named("doorProgramma")


class BoundDocument(Document):
    words: str = named("grens")
    sum: str = named("som")
    cents: int = named("centen")


class SimilarDocument(Document):
    number: int = named("aanvraag")
    title: str = named("titel")
    cents: int = named("centen")
    granted_at: Moment = named("toegekendOp")
    why: list[str] = named("overeenkomst")


class MessageDocument(Document):
    at: Moment = named("moment")
    from_applicant: bool = named("vanAanvrager")
    is_question: bool = named("isVraag")
    text: str = named("tekst")


class ApplicantDocument(Document):
    name: str = named("naam")
    kind: str = named("soort")
    organisation: str = named("organisatie")
    reply_by: str = named("bereikbaarVia")
    reply_address: str = named("adres")


class ApplicationDocument(Document):
    id: int = named("id")
    number: str = named("nummer")
    state: StateWord = named("staat")
    title: str = named("titel")
    fund: int = named("budget")
    area: int | None = named("werkgebied")
    asked_cents: int = named("gevraagdCenten")
    sent_at: Moment = named("binnenOp")
    decide_by: date | None = named("beslissenVoor")
    handler: int | None = named("behandelaar")
    version: int = named("versie")


class ApplicationWhole(ApplicationDocument):
    what: str = named("wat")
    place: str = named("plek")
    from_day: date | None = named("vanaf")
    until_day: date | None = named("totEnMet")
    when_words: str = named("wanneer")
    with_whom: str = named("metWie")
    households: int | None = named("huishoudens")
    own_cents: int = named("eigenCenten")
    other_cents: int = named("andereCenten")
    costs: list[CostDocument] = named("kosten")
    outcome: OutcomeWord = named("regelsSamen")
    checks: list[CheckDocument] = named("regels")
    bounds: list[BoundDocument] = named("grenzen", description="Hoeveel er hooguit kan worden gegeven, en waarom.")
    similar: list[SimilarDocument] = named("eerderGegeven")
    complete_by: date | None = named("aanvullenVoor")
    photos: list[int] = named("fotos")
    scans: list[int] = named("scans", description="Leeg voor wie niet mag zien wie aanvraagt.")
    applicant: ApplicantDocument | None = named("aanvrager", None)


class KeptDocument(Document):
    numbers: list[int] = named("nummers", description="Een foto is er één; van een PDF elke bladzijde een.")


class ApplicationList(Document):
    results: list[ApplicationDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class OwnApplication(Document):
    number: str = named("nummer")
    state: StateWord = named("staat")
    sentence: str = named("zin")
    title: str = named("titel")
    asked_cents: int = named("gevraagdCenten")
    decide_by: date | None = named("beslissenVoor")
    complete_by: date | None = named("aanvullenVoor")
    next_chance: str = named("volgendeRonde")
    messages: list[MessageDocument] = named("berichten")


class SentDocument(Document):
    number: str = named("nummer")
    state: StateWord = named("staat")
    link_key: str = named("sleutel", description="Geheim: alleen voor wie aanvraagt.")
    page: str = named("pagina")
    decide_by: date | None = named("beslissenVoor")
    next_chance: str = named("volgendeRonde", description="Alleen als de aanvraag te laat was voor deze ronde.")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class CostInput(Input):
    words: Line = named("omschrijving")
    cents: int = named("centen", ge=1, le=100_000_000_000)
    kind: Number | None = named("soort", None, description="Nummer van de soort kosten in de regels.")


class Point(Input):
    lat: Lat
    lon: Lon


class ApplicantInput(Input):
    name: Line = named("naam")
    kind: ApplicantWord = named("soort", ApplicantWord.RESIDENT)
    organisation: Line = named("organisatie", "")
    reply_by: ReplyWord = named("bereikbaarVia", ReplyWord.EMAIL)
    reply_address: Line = named("adres")
    may_publish: bool = named("magOpenbaar", False)


class PlanInput(Input):
    """Wat er wordt gevraagd, zoals op het formulier."""

    title: Line = named("titel")
    what: Story = named("wat")
    fund: Number | None = named("budget", None)
    area: Number | None = named("werkgebied", None)
    place: Line = named("plek", "")
    point: Point | None = named("punt", None)
    from_day: date | None = named("vanaf", None)
    until_day: date | None = named("totEnMet", None)
    when_words: Line = named("wanneer", "")
    with_whom: Story = named("metWie", "")
    households: int | None = named("huishoudens", None, ge=1, le=100_000)
    category: Number | None = named("soort", None)
    costs: list[CostInput] = named("kosten", default_factory=list, max_length=applications.MOST_LINES)
    own_cents: int = named("eigenCenten", 0, ge=0, le=100_000_000_000)
    other_cents: int = named("andereCenten", 0, ge=0, le=100_000_000_000)
    other_words: Line = named("geldVan", "")
    asked_cents: int | None = named("gevraagdCenten", None, ge=1, le=100_000_000_000)
    applicant: ApplicantInput = named("aanvrager")


class ApplicationInput(PlanInput):
    client_key: UUID | None = named("clientKey", None)


class PaperInput(ApplicationInput):
    received_on: date = named("binnenOp", description="De dag waarop het formulier binnenkwam.")


class ChangeInput(PlanInput):
    version: int = named("versie", ge=1)


class TextInput(Input):
    text: Story = named("tekst")
    client_key: UUID | None = named("clientKey", None)


class AskInput(Input):
    text: Story = named("tekst")
    version: int | None = named("versie", None, ge=1)


class ReasonInput(Input):
    reason: Line = named("reden", "")


class JudgeInput(Input):
    outcome: OutcomeWord = named("uitkomst")
    words: Line = named("toelichting", "")


class PartyInput(Input):
    number: Number | None = named("nummer", None)


class ApplicationFilter(Input):
    words: str = named("zoek", "", max_length=80)
    fund: Number | None = named("budget", None)
    area: Number | None = named("werkgebied", None)
    state: StateWord | None = named("staat", None)
    handler: Number | None = named("behandelaar", None)
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


def _state(word: StateWord) -> ApplicationState:
    return ApplicationState[word.name]


def _person(request: HttpRequest) -> Person:
    actor = policy.actor_of(request)
    if not isinstance(actor, Person):
        raise PersonNeeded
    return actor


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _short(row: Application) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "state": StateWord[ApplicationState(row.state).name],
        "title": row.title,
        "fund": row.fund_id,
        "area": row.work_area_id,
        "asked_cents": row.asked_cents,
        "sent_at": row.sent_at,
        "decide_by": row.decide_by,
        "handler": row.handler_id,
        "version": row.version,
    }


@router.get("/aanvragen", response=ApplicationList, summary="Aanvragen")
@needs(Permission.APPLICATION_VIEW)
def application_list(request: HttpRequest, filters: Query[ApplicationFilter]) -> HttpResponse:
    """Aanvragen die deze sleutel mag zien, nieuwste eerst."""
    api.check_token(filters.after, order=ORDER)
    rows: QuerySet[Application] = queries.narrowed(
        queries.applications_visible_to(policy.actor_of(request), on=clock.today()),
        words=filters.words,
        fund_id=filters.fund,
        area_id=filters.area,
        state=_state(filters.state) if filters.state is not None else "",
        handler_id=filters.handler,
    )
    page = paging.page(rows, after=filters.after, order=ORDER, size=filters.size)
    found = [ApplicationDocument(**_short(row)).dict(by_alias=True) for row in page]
    return api.list_answer(request, found, next_token=page.next)


@router.get("/aanvragen/{int:nummer}", response=ApplicationWhole, summary="Eén aanvraag")
@needs(Permission.APPLICATION_VIEW, find=queries.application, by=("nummer",))
def application(request: HttpRequest, found: Application) -> Any:
    """Eén aanvraag met elke regel apart. Wie leest wie aanvroeg, komt in het leeslogboek."""
    return _whole(request, queries.application(found.pk))


def _whole(request: HttpRequest, row: Application) -> ApplicationWhole:
    verdict, photos, applicant = check_queries.verdict_on(row), list(row.photos.all()), _applicant(request, row)
    return ApplicationWhole(
        **_short(row),
        what=row.what,
        place=row.place,
        from_day=row.from_day,
        until_day=row.until_day,
        when_words=row.when_words,
        with_whom=row.with_whom,
        households=row.households,
        own_cents=row.own_cents,
        other_cents=row.other_cents,
        costs=[
            CostDocument(words=line.words, cents=line.cents, kind=line.kind.words if line.kind else "")
            for line in row.cost_lines.select_related("kind")
        ],
        outcome=OutcomeWord[verdict.outcome.name],
        checks=[
            CheckDocument(
                number=each.criterion.pk,
                group=each.criterion.get_group_display(),
                words=each.criterion.words,
                outcome=OutcomeWord[each.outcome.name],
                why=each.words,
                automatic=each.is_by_program,
            )
            for each in verdict.checks
        ],
        bounds=[
            BoundDocument(words=each.words, sum=each.sum, cents=each.cents) for each in queries.most_for(row).bounds
        ],
        similar=[
            SimilarDocument(
                number=each.grant.application_id,
                title=each.grant.application.title
                if policy.may(policy.actor_of(request), Permission.APPLICATION_VIEW, on=each.grant.application)
                else "",
                cents=each.grant.amount_cents,
                granted_at=each.grant.granted_at,
                why=list(each.why),
            )
            for each in queries.similar_grants(row)
        ],
        complete_by=row.complete_by,
        photos=[photo.pk for photo in photos if photo.kind == AttachmentKind.PICTURE],
        scans=[photo.pk for photo in photos if photo.kind == AttachmentKind.SCAN and applicant is not None],
        applicant=applicant,
    )


def _applicant(request: HttpRequest, row: Application) -> ApplicantDocument | None:
    """Who asks, to those who may know; that it was read is written down."""
    actor = policy.actor_of(request)
    if not policy.may(actor, Permission.APPLICATION_VIEW_APPLICANT, on=row):
        return None
    why = str(gettext_lazy("Las via een koppeling wie de aanvraag deed."))
    privacy.log_reading(row, by=actor, at=clock.now(), why=why)
    kind = row.applicant_kind
    return ApplicantDocument(
        name=row.applicant_name,
        kind=ApplicantWord[ApplicantKind(kind).name] if kind in ApplicantKind.values else "",
        organisation=row.organisation.name if row.organisation else row.organisation_name,
        reply_by=ReplyWord[row.reply_by.upper()] if row.can_be_reached else "",
        reply_address=row.reply_address,
    )


@router.get("/aanvragen/{int:nummer}/fotos/{int:foto}", summary="Een foto")
@needs(Permission.APPLICATION_VIEW, find=queries.picture_of, by=("nummer", "foto"))
def picture(request: HttpRequest, found: ApplicationPhoto) -> HttpResponse:
    """De foto zelf, als JPEG."""
    return serving.photo_response(found.photo, "large", request=request)


@router.get("/aanvragen/{int:nummer}/scans/{int:scan}", summary="Een bladzijde van het papieren formulier")
@needs(Permission.APPLICATION_VIEW_APPLICANT, find=queries.scan_of, by=("nummer", "scan"))
def scan(request: HttpRequest, found: ApplicationPhoto) -> HttpResponse:
    """De bladzijde zelf, als JPEG. Er staan een naam en een adres op."""
    return serving.photo_response(found.photo, "large", request=request)


# ── Asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _typed(data: PlanInput) -> dict[str, dict[str, Any]]:
    """The same as somebody fills in on the pages."""
    asks = data.applicant
    values = data.model_dump(exclude={"area", "point", "costs", "applicant"}) | {
        "work_area": data.area,
        "is_everywhere": not (data.area or data.point),
        "lat": data.point.lat if data.point else None,
        "lon": data.point.lon if data.point else None,
        "applicant_kind": ApplicantKind[asks.kind.name],
        "organisation_name": asks.organisation,
        "applicant_name": asks.name,
        "reply_by": Channel[asks.reply_by.name],
        "reply_address": asks.reply_address,
        "may_publish": asks.may_publish,
    }
    return forms.as_somebody_types(values, [(cost.words, cost.cents, cost.kind) for cost in data.costs])


def _checked(data: PlanInput, where: forms.Where) -> forms.Whole:
    """What the pages refuse is refused here, with the names that the sender knows."""
    made: dict[str, forms.StepForm] = {}
    for step, typed in _typed(data).items():
        made[step] = forms.STEPS[step].form(data=typed, where=where)
        api.check_form(made[step], NAMES)
        if step == "plan" and where.rule_set is None:
            values = made[step].cleaned_data
            where = forms.Where(where.at, values.get("fund"), values.get("work_area"))
    return forms.Whole(made)


def _sent(row: Application) -> SentDocument:
    is_late = row.state == ApplicationState.MOVED
    return SentDocument(
        number=row.number,
        state=StateWord[ApplicationState(row.state).name],
        link_key=row.link_key,
        page=outbox.absolute(row.own_address),
        decide_by=row.decide_by,
        next_chance=applications.round_words(row.round) if is_late else "",
    )


@router.post("/aanvragen", response={201: SentDocument}, summary="Geld aanvragen")
@needs(Permission.APPLICATION_SEND)
def apply(request: HttpRequest, data: ApplicationInput) -> Any:
    """Geld aanvragen voor een plan. Twee keer sturen met dezelfde clientKey is één aanvraag."""
    whole = _checked(data, forms.Where(clock.now()))
    with limits.counted(request, what=_("aanvragen")):
        sent = applications.start_and_send(
            whole.values, whole.costs, client_key=data.client_key, **policy.deed(request)
        )
    return Status(201, _sent(sent))


@router.post("/papieren-aanvragen", response={201: ApplicationDocument}, summary="Een papieren formulier invoeren")
@needs(Permission.APPLICATION_FOR_RESIDENT)
def enter_paper(request: HttpRequest, data: PaperInput) -> Any:
    """Een formulier dat op papier binnenkwam. De dag van binnenkomst telt voor de regels en de ronde."""
    whole = _checked(data, forms.Where(clock.now()))
    actor = policy.actor_of(request)
    sent = applications.start_and_send(
        whole.values,
        whole.costs,
        client_key=data.client_key,
        entered_by=actor if isinstance(actor, Person) else None,
        received_on=data.received_on,
        **policy.deed(request),
    )
    return Status(201, ApplicationDocument(**_short(sent)))


@router.post("/aanvragen/{int:nummer}/scans", response={201: KeptDocument}, summary="Een scan van het formulier")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.application, by=("nummer",))
def add_scan(request: HttpRequest, found: Application, scan: File[UploadedFile]) -> Any:
    """Een PDF van hooguit tien bladzijden, of een foto van een bladzijde (JPEG, PNG of WebP); hooguit 20 MB."""
    return Status(201, _kept(applications.add_file(found, scan, kind=AttachmentKind.SCAN, **policy.deed(request))))


def _kept(photos: list[ApplicationPhoto]) -> KeptDocument:
    return KeptDocument(numbers=[each.pk for each in photos])


@router.delete("/aanvragen/{int:nummer}/fotos/{int:foto}", response={204: None}, summary="Een foto of scan weghalen")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.attachment_of, by=("nummer", "foto"))
def remove_photo(request: HttpRequest, found: ApplicationPhoto) -> Any:
    """Voorgoed, zolang er niet is beslist. Ook een bladzijde van het papieren formulier."""
    applications.remove_photo(found, **policy.deed(request))
    return Status(204, None)


# ── What staff do ──────────────────────────────────────────────────────────────────────────────────────────────────
@router.put("/aanvragen/{int:nummer}", response=ApplicationWhole, summary="Een aanvraag wijzigen")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.application, by=("nummer",))
def change(request: HttpRequest, found: Application, data: ChangeInput) -> Any:
    """Namens de aanvrager. Nummer, budget en regels blijven zoals zij zijn."""
    where = forms.where_of(found, at=clock.now())
    whole = _checked(data.model_copy(update={"fund": found.fund_id}), where)
    applications.change(found, whole.values, whole.costs, version=data.version, on_behalf=True, **policy.deed(request))
    return _whole(request, queries.application(found.pk))


@router.post("/aanvragen/{int:nummer}/oppakken", response=ApplicationDocument, summary="Oppakken")
@needs(Permission.APPLICATION_HANDLE, find=queries.application, by=("nummer",))
def take_up(request: HttpRequest, found: Application) -> Any:
    """Wie de sleutel heeft behandelt deze aanvraag."""
    return ApplicationDocument(**_short(applications.take_up(found, by=_person(request), at=clock.now())))


@router.put("/aanvragen/{int:nummer}/behandelaar", response=ApplicationDocument, summary="Doorgeven")
@needs(Permission.APPLICATION_HANDLE, find=queries.application, by=("nummer",))
def hand_over(request: HttpRequest, found: Application, data: PartyInput) -> Any:
    """Aan een collega die aanvragen in dit gebied mag behandelen."""
    to = None if data.number is None else people.people().filter(pk=data.number).first()
    if to is None or not policy.may(to, Permission.APPLICATION_HANDLE, on=found):
        raise NobodyThere
    return ApplicationDocument(**_short(applications.hand_over(found, to=to, **policy.deed(request))))


@router.put("/aanvragen/{int:nummer}/organisatie", response=ApplicationWhole, summary="De organisatie kiezen")
@needs(Permission.APPLICATION_HANDLE, find=queries.application, by=("nummer",))
def set_organisation(request: HttpRequest, found: Application, data: PartyInput) -> Any:
    """Welke bekende organisatie aanvraagt; zonder nummer geen."""
    organisation = None if data.number is None else Organisation.objects.filter(pk=data.number).first()
    if data.number is not None and organisation is None:
        raise NobodyThere
    applications.set_organisation(found, organisation=organisation, **policy.deed(request))
    return _whole(request, queries.application(found.pk))


@router.put("/aanvragen/{int:nummer}/regels/{int:regel}", response=ApplicationWhole, summary="Een regel beoordelen")
@needs(Permission.APPLICATION_HANDLE, find=queries.application, by=("nummer",))
def judge(request: HttpRequest, found: Application, regel: int, data: JudgeInput) -> Any:
    """Hoe de aanvraag volgens een mens bij één regel staat. “te beoordelen” geeft de regel terug aan het programma."""
    criterion = Criterion.objects.filter(pk=regel, rule_set=found.rule_set_id).first()
    if criterion is None:
        raise Http404
    checks.judge(
        found, criterion, outcome=Outcome[data.outcome.name], words=data.words, by=_person(request), at=clock.now()
    )
    return _whole(request, queries.application(found.pk))


@router.post("/aanvragen/{int:nummer}/aanvulling", response={201: MessageDocument}, summary="Om aanvulling vragen")
@needs(Permission.APPLICATION_HANDLE, find=queries.application, by=("nummer",))
def ask(request: HttpRequest, found: Application, data: AskInput) -> Any:
    """De aanvrager krijgt bericht; de klok staat stil."""
    asked = completing.ask_to_complete(found, text=data.text, version=data.version, **policy.deed(request))
    return Status(201, _message(asked))


@router.post("/aanvragen/{int:nummer}/aangevuld", response={201: MessageDocument}, summary="De aanvrager vulde aan")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.application, by=("nummer",))
def completed(request: HttpRequest, found: Application, data: TextInput) -> Any:
    """Wat de aanvrager aan de telefoon of de balie liet weten."""
    said = completing.complete(
        found, text=data.text, client_key=data.client_key, on_behalf=True, **policy.deed(request)
    )
    return Status(201, _message(said))


@router.post("/aanvragen/{int:nummer}/berichten", response={201: MessageDocument}, summary="De aanvrager schrijven")
@needs(Permission.APPLICATION_HANDLE, find=queries.application, by=("nummer",))
def write(request: HttpRequest, found: Application, data: TextInput) -> Any:
    """Een bericht dat niets vraagt."""
    return Status(201, _message(completing.write_to_applicant(found, text=data.text, **policy.deed(request))))


@router.post("/aanvragen/{int:nummer}/notities", response={201: MessageDocument}, summary="Een notitie")
@needs(Permission.APPLICATION_HANDLE, find=queries.application, by=("nummer",))
def note(request: HttpRequest, found: Application, data: TextInput) -> Any:
    """Voor collega's. De aanvrager ziet dit niet."""
    return Status(201, _message(completing.add_note(found, text=data.text, **policy.deed(request))))


@router.post("/aanvragen/{int:nummer}/link", response=ApplicationDocument, summary="De link opnieuw sturen")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.application, by=("nummer",))
def send_link(request: HttpRequest, found: Application) -> Any:
    """Naar het adres dat bekend is."""
    completing.send_link(found, **policy.deed(request))
    return ApplicationDocument(**_short(found))


@router.post("/aanvragen/{int:nummer}/intrekken", response=ApplicationDocument, summary="Intrekken")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.application, by=("nummer",))
def withdraw(request: HttpRequest, found: Application, data: ReasonInput) -> Any:
    """Namens de aanvrager, die bericht krijgt."""
    applications.withdraw(found, reason=data.reason, on_behalf=True, **policy.deed(request))
    return ApplicationDocument(**_short(queries.application(found.pk)))


def _message(message: Any) -> MessageDocument:
    return MessageDocument(
        at=message.at,
        from_applicant=message.direction == "from",
        is_question=message.is_question,
        text=message.text,
    )


# ── One's own, by its secret link ──────────────────────────────────────────────────────────────────────────────────
def _came_in(key: str) -> Application | None:
    """What is not sent yet is no application for machines."""
    found = queries.application_by_link(key)
    return None if found is None or found.is_draft else found


by_link = api_by_link(replace(APPLICATION, find=_came_in), expired=LinkHasExpired)


@router.get("/eigen-aanvragen/{sleutel}", response=OwnApplication, summary="De eigen aanvraag")
@by_link
def own_application(request: HttpRequest, found: Application) -> Any:
    """Hoe het ervoor staat, met de berichten."""
    return _own(found)


def _own(found: Application) -> OwnApplication:
    state = ApplicationState(found.state)
    return OwnApplication(
        number=found.number,
        state=StateWord[state.name],
        sentence=str(FOR_THE_APPLICANT[state]),
        title=found.title,
        asked_cents=found.asked_cents or 0,
        decide_by=found.decide_by,
        complete_by=found.complete_by,
        next_chance=applications.round_words(found.round) if state == ApplicationState.MOVED else "",
        messages=[_message(each) for each in queries.messages_for_applicant(found)],
    )


@router.put("/eigen-aanvragen/{sleutel}", response=OwnApplication, summary="De eigen aanvraag aanvullen")
@by_link
def change_own(request: HttpRequest, found: Application, data: ChangeInput) -> Any:
    """Alleen als om aanvulling is gevraagd. Verstuur daarna een bericht: dan loopt de klok weer."""
    if found.state != ApplicationState.INCOMPLETE:
        raise applications.CannotBeChanged
    whole = _checked(data.model_copy(update={"fund": found.fund_id}), forms.where_of(found, at=clock.now()))
    applications.change(found, whole.values, whole.costs, version=data.version, **policy.deed(request))
    return _own(queries.application(found.pk))


@router.post("/eigen-aanvragen/{sleutel}/berichten", response={201: MessageDocument}, summary="Schrijven of aanvullen")
@by_link
def write_own(request: HttpRequest, found: Application, data: TextInput) -> Any:
    """Een bericht aan wie de aanvraag behandelt. Was om aanvulling gevraagd, dan loopt de klok weer."""
    said = completing.complete(found, text=data.text, client_key=data.client_key, **policy.deed(request))
    return Status(201, _message(said))


@router.post("/eigen-aanvragen/{sleutel}/fotos", response={201: KeptDocument}, summary="Een foto toevoegen")
@by_link
def add_own_photo(request: HttpRequest, found: Application, foto: File[UploadedFile]) -> Any:
    """Een foto (JPEG, PNG of WebP) of een PDF van hooguit tien bladzijden, hooguit 20 MB. Alleen het beeld blijft."""
    return Status(201, _kept(applications.add_file(found, foto, **policy.deed(request))))


@router.delete("/eigen-aanvragen/{sleutel}/fotos/{int:foto}", response={204: None}, summary="Een eigen foto weghalen")
@by_link
def remove_own_photo(request: HttpRequest, found: Application, foto: int) -> Any:
    """Zolang er niet is beslist. Het papieren formulier blijft."""
    photo = found.photos.filter(pk=foto, kind=AttachmentKind.PICTURE).first()
    if photo is None:
        raise Http404
    applications.remove_photo(photo, **policy.deed(request))
    return Status(204, None)


@router.post("/eigen-aanvragen/{sleutel}/intrekken", response=OwnApplication, summary="De eigen aanvraag intrekken")
@by_link
def withdraw_own(request: HttpRequest, found: Application, data: ReasonInput) -> Any:
    """De gemeente beslist dan niet meer over de aanvraag."""
    applications.withdraw(found, reason=data.reason, **policy.deed(request))
    return _own(queries.application(found.pk))
