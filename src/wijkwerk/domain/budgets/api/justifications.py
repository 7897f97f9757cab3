"""Justification for machines: told by who got the money with their link, or typed for them; judged; shown to all."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from ninja import File, Form, Status
from ninja.files import UploadedFile

from wijkwerk.domain.budgets.api.applications import by_link
from wijkwerk.domain.budgets.models import (
    Application,
    CostLine,
    Justification,
    JustificationState,
    Receipt,
    StoryPhoto,
)
from wijkwerk.domain.budgets.operations import justifications as operations
from wijkwerk.domain.budgets.queries import applications as application_queries
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.domain.budgets.queries import ledger
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Moment, Number, Story, named
from wijkwerk.foundation.kit.money import MOST_CENTS
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Verantwoordingen")
ONE = "/verantwoordingen/{int:nummer}"
OWN = "/eigen-aanvragen/{sleutel}/verantwoording"
ORDER = ("due_on", "id")
NEWEST = ("-published_at", "-id")
MOST_PEOPLE = 100_000


class StateWord(StrEnum):
    OPEN = "nog te doen"
    HANDED_IN = "ingeleverd"
    RETURNED = "aan te vullen"
    APPROVED = "goedgekeurd"
    MISSED = "niet verantwoord"


class ShowsWord(StrEnum):
    TO_JUDGE = "beoordelen"
    TO_DO = "nog-te-doen"
    LATE = "te-laat"
    DONE = "afgerond"


class SizeWord(StrEnum):
    SMALL = "small"
    LARGE = "large"


class NothingToTell(Refusal):
    message = gettext_lazy("Bij deze aanvraag hoort geen verantwoording.")
    status = 404


class NoSuchLine(Refusal):
    message = gettext_lazy("Deze post staat niet in het plan.")


class NoSuchPhoto(Refusal):
    message = gettext_lazy("Een van deze foto's is er niet.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class ReceiptDocument(Document):
    """Een bon."""

    number: int = named("nummer")
    words: str = named("omschrijving")
    cents: int | None = named("centen")
    paid_on: date | None = named("betaaldOp")
    cost_line: int | None = named("post")
    has_photo: bool = named("heeftFoto")


class PhotoDocument(Document):
    """Een foto van wat er gebeurde, en of iedereen die mag zien."""

    number: int = named("nummer")
    words: str = named("watErTeZienIs")
    may_publish: bool = named("magOpenbaar")
    is_public: bool = named("openbaar")


class SumDocument(Document):
    words: str = named("regel")
    cents: int = named("centen")


class ShortDocument(Document):
    """Een verantwoording in de lijst."""

    number: int = named("nummer")
    application: str = named("aanvraag")
    title: str = named("titel")
    state: StateWord = named("stand")
    due_on: date = named("uiterlijk")
    granted: int = named("toegekendCenten")
    spent: int | None = named("uitgegevenCenten")
    approved: int | None = named("goedgekeurdCenten")


class WholeDocument(ShortDocument):
    told: str = named("verhaal")
    people: int | None = named("mensen")
    why_no_receipts: str = named("waaromGeenBonnen")
    on_paper: bool = named("opPapier")
    handed_in_at: Moment | None = named("ingeleverdOp")
    judged_at: Moment | None = named("beoordeeldOp")
    words: str = named("toelichting")
    object_until: date | None = named("bezwaarTotEnMet")
    may_publish: bool = named("verhaalMagOpenbaar")
    public_story: str = named("openbaarVerhaal")
    asks_amount: bool = named("vraagtBedrag")
    asks_receipts: bool = named("vraagtBonnen")
    receipts: list[ReceiptDocument] = named("bonnen")
    photos: list[PhotoDocument] = named("fotos")
    sum: list[SumDocument] = named("berekening")
    version: int = named("versie")


class ShortPage(Document):
    results: list[ShortDocument] = named("resultaten")
    next: str | None = named("volgende")


class StoryPhotoDocument(Document):
    """Een foto die iedereen mag zien."""

    words: str = named("watErTeZienIs")
    address: str = named("adres")


class StoryDocument(Document):
    """Wat er van het geld kwam, met toestemming van wie het vertelde."""

    title: str = named("titel")
    area: str = named("gebied")
    text: str = named("verhaal")
    fund: str = named("budget")
    granted: int = named("toegekendCenten")
    people: int | None = named("mensen")
    initiative: int | None = named("initiatief")
    photos: list[StoryPhotoDocument] = named("fotos")


class StoryPage(Document):
    results: list[StoryDocument] = named("resultaten")
    next: str | None = named("volgende")


def _short(told: Justification) -> dict[str, Any]:
    application = told.grant.application
    return {
        "number": told.pk,
        "application": application.number,
        "title": application.title,
        "state": StateWord[JustificationState(told.state).name],
        "due_on": told.due_on,
        "granted": told.grant.amount_cents,
        "spent": told.spent_cents,
        "approved": told.approved_cents,
    }


def _whole(told: Justification, *, with_sum: bool = True) -> WholeDocument:
    told = queries.justification(told.pk)
    asked = queries.asked_of(told.grant)
    shows_sum = with_sum and not told.is_judged and told.spent_cents is not None
    lines = queries.sum_of(told, ledger.stands_of_grant(told.grant)).lines if shows_sum else []
    return WholeDocument(
        **_short(told),
        told=told.told,
        people=told.people,
        why_no_receipts=told.why_no_receipts,
        on_paper=told.is_paper,
        handed_in_at=told.handed_in_at,
        judged_at=told.judged_at,
        words=told.words,
        object_until=told.object_until,
        may_publish=told.may_publish_story,
        public_story=told.public_story,
        asks_amount=asked.amount,
        asks_receipts=asked.receipts,
        receipts=[_receipt(each) for each in queries.receipts_of(told)],
        photos=[_photo(each) for each in queries.photos_of(told)],
        sum=[SumDocument(words=line.words, cents=line.cents) for line in lines],
        version=told.version,
    )


def _receipt(receipt: Receipt) -> ReceiptDocument:
    return ReceiptDocument(
        number=receipt.pk,
        words=receipt.words,
        cents=receipt.cents,
        paid_on=receipt.paid_on,
        cost_line=receipt.cost_line_id,
        has_photo=receipt.photo_id is not None,
    )


def _photo(photo: StoryPhoto) -> PhotoDocument:
    return PhotoDocument(number=photo.pk, words=photo.words, may_publish=photo.may_publish, is_public=photo.is_public)


# ── What somebody sends ────────────────────────────────────────────────────────────────────────────────────────────


class TellInput(Input):
    told: Story = named("verhaal")
    people: int | None = named("mensen", None, ge=0, le=MOST_PEOPLE)
    spent_cents: int | None = named("uitgegevenCenten", None, ge=0, le=MOST_CENTS)
    why_no_receipts: Line = named("waaromGeenBonnen", "")
    may_publish_story: bool = named("verhaalMagOpenbaar", False)


class ReceiptInput(Input):
    words: Line = named("omschrijving", "")
    cents: int | None = named("centen", None, ge=0, le=MOST_CENTS)
    paid_on: date | None = named("betaaldOp", None)
    cost_line: Number | None = named("post", None, description="Nummer van de post van het plan.")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer.")


class PhotoInput(Input):
    words: Line = named("watErTeZienIs", "")
    may_publish: bool = named("magOpenbaar", False)
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer.")


class ConsentInput(Input):
    is_given: bool = named("toestemming")


class ApproveInput(Input):
    approved_cents: int | None = named("goedgekeurdCenten", None, ge=0, le=MOST_CENTS)
    words: Story = named("toelichting", "")
    pay_by: date | None = named("terugbetalenVoor", None)


class ReturnInput(Input):
    words: Story = named("watOntbreekt")
    due_on: date | None = named("totEnMet", None)


class MoreTimeInput(Input):
    due_on: date = named("totEnMet")
    words: Line = named("waarom", "")


class UntoldInput(Input):
    words: Story = named("waarom")
    pay_by: date | None = named("terugbetalenVoor", None)


class WhyInput(Input):
    words: Story = named("waarom")


class PublishInput(Input):
    public_story: Story = named("verhaal", "")
    photos: list[Number] = named("fotos", default_factory=list, max_length=operations.MOST_PHOTOS)


# ── Staff ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/verantwoordingen", response=ShortPage, summary="Verantwoordingen")
@needs(Permission.APPLICATION_VIEW)
def justification_list(request: HttpRequest, toont: ShowsWord | None = None, volgende: str = "") -> Any:
    """Wat te beoordelen is, wat nog moet worden verteld, wat te laat is en wat is afgerond."""
    api.check_token(volgende, order=ORDER)
    shows = toont.value if toont is not None else ""
    rows = queries.justifications(actor=policy.actor_of(request), on=clock.today(), shows=shows)
    page = paging.page(rows, after=volgende, order=ORDER)
    following = api.next_address(request, page.next) if page.next else None
    return ShortPage(results=[ShortDocument(**_short(each)) for each in page.rows], next=following)


@router.get(ONE, response=WholeDocument, summary="Eén verantwoording")
@needs(Permission.APPLICATION_VIEW, find=queries.justification, by=("nummer",))
def one_justification(request: HttpRequest, told: Justification) -> Any:
    """Wat is verteld, de bonnen en foto's, en de berekening die daaruit volgt."""
    return _whole(told)


@router.post("/aanvragen/{int:nummer}/verantwoording", response=WholeDocument, summary="Die van een aanvraag")
@needs(Permission.APPLICATION_VIEW, find=application_queries.application, by=("nummer",))
def of_application(request: HttpRequest, application: Application) -> Any:
    """De verantwoording van wat is toegekend; zij begint als zij er nog niet is."""
    return _whole(_begun(application))


def _begun(application: Application) -> Justification:
    grant = queries.grant_of(application)
    told = operations.expect(grant, at=clock.now()) if grant is not None else None
    if told is None:
        raise NothingToTell
    return told


@router.post(f"{ONE}/goedkeuring", response=WholeDocument, summary="Goedkeuren")
@needs(Permission.APPLICATION_HANDLE, find=queries.justification, by=("nummer",))
def approve(request: HttpRequest, told: Justification, data: ApproveInput) -> Any:
    """Zonder bedrag wat de berekening zegt. Wat betaald was en niet goedgekeurd, wordt teruggevraagd."""
    return _whole(operations.approve(told, **data.model_dump(), **policy.deed(request)))


@router.post(f"{ONE}/terugsturen", response=WholeDocument, summary="Terugsturen om aan te vullen")
@needs(Permission.APPLICATION_HANDLE, find=queries.justification, by=("nummer",))
def return_to_complete(request: HttpRequest, told: Justification, data: ReturnInput) -> Any:
    """De aanvrager leest wat er ontbreekt."""
    return _whole(operations.return_to_complete(told, **data.model_dump(), **policy.deed(request)))


@router.post(f"{ONE}/uitstel", response=WholeDocument, summary="Uitstel geven")
@needs(Permission.APPLICATION_HANDLE, find=queries.justification, by=("nummer",))
def give_more_time(request: HttpRequest, told: Justification, data: MoreTimeInput) -> Any:
    """Een nieuwe laatste dag; de herinneringen beginnen opnieuw."""
    return _whole(operations.give_more_time(told, **data.model_dump(), **policy.deed(request)))


@router.post(f"{ONE}/alles-terugvragen", response=WholeDocument, summary="Er is niets verteld: alles terugvragen")
@needs(Permission.APPLICATION_HANDLE, find=queries.justification, by=("nummer",))
def close_untold(request: HttpRequest, told: Justification, data: UntoldInput) -> Any:
    """Alleen na de laatste dag."""
    return _whole(operations.close_untold(told, **data.model_dump(), **policy.deed(request)))


@router.post(f"{ONE}/opnieuw", response=WholeDocument, summary="Opnieuw beoordelen")
@needs(Permission.APPLICATION_HANDLE, find=queries.justification, by=("nummer",))
def reopen(request: HttpRequest, told: Justification, data: WhyInput) -> Any:
    """Wat geboekt was wordt teruggedraaid met tegenboekingen."""
    return _whole(operations.reopen(told, **data.model_dump(), **policy.deed(request)))


@router.put(f"{ONE}/openbaar", response=WholeDocument, summary="Het verhaal openbaar maken")
@needs(Permission.INITIATIVE_MANAGE, find=queries.justification, by=("nummer",))
def publish(request: HttpRequest, told: Justification, data: PublishInput) -> Any:
    """Alleen het verhaal en de foto's waar de aanvrager ja op zei."""
    photos = list(told.photos.filter(pk__in=data.photos))
    if len(photos) != len(set(data.photos)):
        raise NoSuchPhoto
    done = operations.publish(told, public_story=data.public_story, photos=photos, **policy.deed(request))
    return _whole(done)


@router.delete(f"{ONE}/openbaar", response=WholeDocument, summary="Van de website halen")
@needs(Permission.INITIATIVE_MANAGE, find=queries.justification, by=("nummer",))
def take_back(request: HttpRequest, told: Justification) -> Any:
    """Het verhaal en alle foto's."""
    return _whole(operations.take_back(told, **policy.deed(request)))


@router.put(ONE, response=WholeDocument, summary="Invoeren namens de aanvrager")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.justification, by=("nummer",))
def enter(request: HttpRequest, told: Justification, data: TellInput) -> Any:
    """Wat op papier staat of aan de balie is verteld. Inleveren komt daarna."""
    return _whole(_tell(request, told, data))


@router.post(f"{ONE}/bonnen", response={201: ReceiptDocument}, summary="Een bon toevoegen namens de aanvrager")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.justification, by=("nummer",))
def enter_receipt(
    request: HttpRequest, told: Justification, data: Form[ReceiptInput], foto: File[UploadedFile | None] = None
) -> Any:
    """Met of zonder foto (JPEG, PNG of WebP) of PDF (vijf bladzijden), hooguit 20 MB."""
    return Status(201, _receipt(_add_receipt(request, told, data, foto)))


@router.post(f"{ONE}/fotos", response={201: PhotoDocument}, summary="Een foto toevoegen namens de aanvrager")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.justification, by=("nummer",))
def enter_photo(request: HttpRequest, told: Justification, data: Form[PhotoInput], foto: File[UploadedFile]) -> Any:
    """Een foto van wat er gebeurde (JPEG, PNG of WebP, hooguit 20 MB). Plaats en toestel gaan eruit."""
    return Status(201, _photo(operations.add_photo(told, foto, **data.model_dump(), **policy.deed(request))))


@router.post(f"{ONE}/inleveren", response=WholeDocument, summary="Inleveren namens de aanvrager")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.justification, by=("nummer",))
def hand_in_entered(request: HttpRequest, told: Justification) -> Any:
    """Daarna kan zij worden beoordeeld."""
    return _whole(operations.hand_in(told, **policy.deed(request)))


@router.delete(f"{ONE}/bonnen/{{int:bon}}", response={204: None}, summary="Een bon weghalen namens de aanvrager")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.receipt, by=("nummer", "bon"))
def remove_receipt(request: HttpRequest, receipt: Receipt) -> Any:
    """Zolang het nog niet is ingeleverd."""
    operations.remove_receipt(receipt, **policy.deed(request))
    return Status(204, None)


@router.delete(f"{ONE}/fotos/{{int:foto}}", response={204: None}, summary="Een foto weghalen namens de aanvrager")
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.photo, by=("nummer", "foto"))
def remove_photo(request: HttpRequest, photo: StoryPhoto) -> Any:
    """Voorgoed, ook van de website."""
    operations.remove_photo(photo, **policy.deed(request))
    return Status(204, None)


@router.get(f"{ONE}/bonnen/{{int:bon}}/foto", summary="De foto van een bon")
@needs(Permission.APPLICATION_VIEW_APPLICANT, find=queries.receipt, by=("nummer", "bon"))
def receipt_photo(request: HttpRequest, receipt: Receipt, maat: SizeWord = SizeWord.LARGE) -> HttpResponse:
    """Alleen voor wie mag zien wie een aanvraag deed."""
    if receipt.photo is None:
        raise Http404
    return serving.photo_response(receipt.photo, maat.value, request=request)


@router.get(f"{ONE}/fotos/{{int:foto}}", summary="Een foto van wat er gebeurde")
@needs(Permission.APPLICATION_VIEW, find=queries.photo, by=("nummer", "foto"))
def story_photo(request: HttpRequest, photo: StoryPhoto, maat: SizeWord = SizeWord.LARGE) -> HttpResponse:
    """Voor medewerkers, ook als zij niet openbaar is."""
    return serving.photo_response(photo.photo, maat.value, request=request)


# ── Everybody ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/verhalen", response=StoryPage, summary="Wat er van het geld kwam")
@needs(Permission.INITIATIVE_VIEW)
def stories(request: HttpRequest, volgende: str = "") -> Any:
    """Nagekeken, en zo lang wie het vertelde dat goed vindt. Het nieuwste staat vooraan."""
    api.check_token(volgende, order=NEWEST)
    page = paging.page(queries.published(), after=volgende, order=NEWEST)
    following = api.next_address(request, page.next) if page.next else None
    return StoryPage(results=[_story(request, queries.public_story(each)) for each in page.rows], next=following)


def _story(request: HttpRequest, story: queries.PublicStory) -> StoryDocument:
    return StoryDocument(
        title=story.title,
        area=story.area,
        text=story.text,
        fund=story.fund,
        granted=story.granted_cents,
        people=story.people,
        initiative=story.initiative.pk if story.initiative is not None else None,
        photos=[
            StoryPhotoDocument(
                words=photo.words,
                address=request.build_absolute_uri(reverse("budgets:public_story_photo", args=[photo.pk, "large"])),
            )
            for photo in story.photos
        ],
    )


# ── Who got the money, with the link ───────────────────────────────────────────────────────────────────────────────
@router.get(OWN, response=WholeDocument, summary="De eigen verantwoording")
@by_link
def own_justification(request: HttpRequest, application: Application) -> Any:
    """Wat u vertelde, en hoe het ervoor staat."""
    return _whole(_begun(application), with_sum=False)


@router.put(OWN, response=WholeDocument, summary="Vertellen hoe het ging")
@by_link
def tell_own(request: HttpRequest, application: Application, data: TellInput) -> Any:
    """Wordt bewaard; inleveren komt daarna."""
    return _whole(_tell(request, _begun(application), data), with_sum=False)


@router.post(f"{OWN}/bonnen", response={201: ReceiptDocument}, summary="Een bon toevoegen")
@by_link
def add_own_receipt(
    request: HttpRequest, application: Application, data: Form[ReceiptInput], foto: File[UploadedFile | None] = None
) -> Any:
    """Met of zonder foto (JPEG, PNG of WebP) of PDF (vijf bladzijden), hooguit 20 MB."""
    return Status(201, _receipt(_add_receipt(request, _begun(application), data, foto)))


@router.delete(f"{OWN}/bonnen/{{int:bon}}", response={204: None}, summary="Een bon weghalen")
@by_link
def remove_own_receipt(request: HttpRequest, application: Application, bon: int) -> Any:
    """Zolang het nog niet is ingeleverd."""
    receipt = _begun(application).receipts.filter(pk=bon).first()
    if receipt is None:
        raise Http404
    operations.remove_receipt(receipt, **policy.deed(request))
    return Status(204, None)


@router.post(f"{OWN}/fotos", response={201: PhotoDocument}, summary="Een foto van wat er gebeurde toevoegen")
@by_link
def add_own_photo(
    request: HttpRequest, application: Application, data: Form[PhotoInput], foto: File[UploadedFile]
) -> Any:
    """JPEG, PNG of WebP, hooguit 20 MB. Plaats en toestel gaan eruit."""
    made = operations.add_photo(_begun(application), foto, **data.model_dump(), **policy.deed(request))
    return Status(201, _photo(made))


@router.delete(f"{OWN}/fotos/{{int:nummer}}", response={204: None}, summary="Een foto weghalen")
@by_link
def remove_own_photo(request: HttpRequest, application: Application, nummer: int) -> Any:
    """Altijd, ook als iedereen haar al zag."""
    operations.remove_photo(_own_photo(application, nummer), **policy.deed(request))
    return Status(204, None)


@router.put(f"{OWN}/fotos/{{int:nummer}}/toestemming", response=PhotoDocument, summary="Toestemming voor een foto")
@by_link
def set_own_photo_consent(request: HttpRequest, application: Application, nummer: int, data: ConsentInput) -> Any:
    """Ja of nee, op elk moment. Een nee telt meteen."""
    photo = _own_photo(application, nummer)
    return _photo(operations.set_photo_consent(photo, is_given=data.is_given, **policy.deed(request)))


@router.put(f"{OWN}/toestemming", response=WholeDocument, summary="Toestemming voor het verhaal")
@by_link
def set_own_story_consent(request: HttpRequest, application: Application, data: ConsentInput) -> Any:
    """Ja of nee, op elk moment. Een nee telt meteen."""
    told = _begun(application)
    return _whole(operations.set_story_consent(told, is_given=data.is_given, **policy.deed(request)), with_sum=False)


@router.post(f"{OWN}/inleveren", response=WholeDocument, summary="Inleveren")
@by_link
def hand_in_own(request: HttpRequest, application: Application) -> Any:
    """Daarna kijkt een medewerker ernaar."""
    return _whole(operations.hand_in(_begun(application), **policy.deed(request)), with_sum=False)


def _own_photo(application: Application, number: int) -> StoryPhoto:
    found: StoryPhoto | None = _begun(application).photos.select_related("photo").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _tell(request: HttpRequest, told: Justification, data: TellInput) -> Justification:
    values = data.model_dump(exclude={"told"})
    return operations.keep(told, words=data.told, **values, **policy.deed(request))


def _add_receipt(request: HttpRequest, told: Justification, data: ReceiptInput, upload: UploadedFile | None) -> Receipt:
    line = None
    if data.cost_line is not None:
        line = CostLine.objects.filter(pk=data.cost_line, application=told.grant.application_id).first()
        if line is None:
            raise NoSuchLine
    values = data.model_dump(exclude={"cost_line"})
    picture = files.one_picture_of(upload) if upload is not None else None
    return operations.add_receipt(told, upload=picture, cost_line=line, **values, **policy.deed(request))
