"""Agendas and their items for machines: what everybody may read, and with a key the deeds that its roles may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.forms.agendas import CAUSES
from wijkwerk.domain.plans.models import AgendaItem, ItemPartner, ProgressNote
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.plans.queries import agendas as queries
from wijkwerk.domain.plans.states import ItemState
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref

router = api.router("Projecten")
ORDER = ("-changed_at", "-id")


class StateWord(StrEnum):
    PROPOSED = "voorgesteld"
    PLANNED = "gepland"
    RUNNING = "loopt"
    WAITING = "wacht"
    DONE = "klaar"
    STOPPED = "gestopt"


class NoSuchArea(Refusal):
    message = _("Dit gebied is er niet, of u houdt er de agenda niet van bij.")


class NoSuchSignal(Refusal):
    message = _("Een van deze signalen is er niet, of deze sleutel mag het niet zien.")


class NoSuchCause(Refusal):
    message = _("Een van deze bevindingen of inspanningen is er niet, of deze sleutel mag haar niet lezen.")


class NoSuchOrganisation(Refusal):
    message = _("Deze organisatie is er niet, of werkt hier niet meer.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class AgendaName(Document):
    area_number: int = named("werkgebiedNummer")
    area_name: str = named("werkgebiedNaam")
    year: int = named("jaar")


class SourceDocument(Document):
    """Waarom een project er is. Zonder adres is dat iets wat niet openbaar is, of wat alleen in woorden staat."""

    kind: str = named("soort")
    title: str = named("titel")
    address: str | None = named("adres")


class PartnerDocument(Document):
    number: int = named("nummer")
    organisation_number: int = named("organisatieNummer")
    organisation_name: str = named("organisatieNaam")
    does: str = named("doet")
    amount_cents: int | None = named("bedragInCenten")


class ProgressDocument(Document):
    number: int = named("nummer")
    text: str = named("tekst")
    at: datetime = named("op")
    is_public: bool = named("openbaar")


class ItemDocument(Document):
    """Een project op de projectenagenda."""

    number: int = named("nummer")
    title: str = named("titel")
    description: str = named("omschrijving")
    agenda: AgendaName
    number_on_agenda: int = named("nummerOpAgenda")
    state: StateWord = named("staat")
    state_reason: str = named("toelichting")
    puller: str = named("trekker")
    from_month: int | None = named("vanMaand")
    until_month: int | None = named("totMaand")
    is_quick_win: bool = named("kanSnel")
    is_public: bool = named("openbaar")
    done_on: date | None = named("klaarOp")
    changed_at: datetime = named("gewijzigdOp")
    version: int = named("versie")
    sources: list[SourceDocument] = named("aanleidingen", description="De eerste tien; alle staan op de rode draad.")
    source_count: int = named("aantalAanleidingen")
    partners: list[PartnerDocument]


class ItemWhole(ItemDocument):
    progress: list[ProgressDocument] = named("voortgang")


class ItemList(Document):
    results: list[ItemDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class ItemFilter(Input):
    area: Number | None = named("werkgebied", None, description="Nummer van het werkgebied.")
    year: int | None = named("jaar", None, ge=1990, le=2100)
    state: StateWord | None = named("staat", None)
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class ItemWords(Input):
    title: Line = named("titel")
    description: Story = named("omschrijving", "")
    from_month: int | None = named("vanMaand", None, ge=1, le=12)
    until_month: int | None = named("totMaand", None, ge=1, le=12)
    is_quick_win: bool = named("kanSnel", False)
    is_public: bool = named("openbaar", True)


class ItemInput(ItemWords):
    area: Number = named("werkgebied", description="Nummer van het werkgebied.")
    year: int = named("jaar", ge=1990, le=2100)
    signals: list[Number] = named("signalen", default_factory=list, max_length=50, description="De aanleiding.")
    findings: list[Number] = named(
        "bevindingen", default_factory=list, max_length=50, description="Aanleiding: bevindingen van een wijkevaluatie."
    )
    seen: list[Number] = named(
        "schouwbevindingen", default_factory=list, max_length=50, description="Aanleiding: bevindingen van een schouw."
    )
    efforts: list[Number] = named(
        "inspanningen", default_factory=list, max_length=50, description="Aanleiding: inspanningen van een programma."
    )
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één project.")


class ItemChange(ItemWords):
    version: int = named(
        "versie", description="De versie die u las: wat een ander intussen schreef gaat niet verloren."
    )


class MoveInput(Input):
    state: StateWord = named("staat")
    reason: Story = named("toelichting", "")
    version: int | None = named("versie", None)


class ProgressInput(Input):
    text: Story = named("tekst")
    is_public: bool = named("openbaar", False)
    client_key: UUID | None = named("sleutel", None)


class PartnerInput(Input):
    organisation: Number = named("organisatie", description="Nummer van de organisatie.")
    does: Line = named("doet")
    amount_cents: int | None = named("bedragInCenten", None, ge=0, le=100_000_000_000)


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/projecten", response=ItemList, summary="Projecten")
@needs(Permission.AGENDA_VIEW)
def items(request: HttpRequest, filters: Query[ItemFilter]) -> HttpResponse:
    """Projecten die u mag zien, laatst gewijzigd eerst."""
    api.check_token(filters.after, order=ORDER)
    actor = policy.actor_of(request)
    state = ItemState[filters.state.name] if filters.state else None
    found = queries.items(actor=actor, area_id=filters.area, year=filters.year, state=state)
    page = paging.page(found, after=filters.after, order=ORDER, size=filters.size)
    sources = thread.sources_of(page.rows, for_actor=actor)
    reach = actor.reach(Permission.ITEM_PROGRESS)
    rows = [
        ItemDocument(
            **_fields(
                request,
                item,
                sources[ref(item)],
                insider=reach.everywhere or item.agenda.work_area_id in reach.area_ids,
            )
        ).model_dump(by_alias=True)
        for item in page.rows
    ]
    return api.list_answer(request, rows, next_token=page.next)


@router.get("/projecten/{int:nummer}", response=ItemWhole, summary="Eén project")
@needs(Permission.AGENDA_VIEW, find=queries.item, by=("nummer",))
def item(request: HttpRequest, item: AgendaItem) -> Any:
    """Eén project, met waarom het er is, wie meedoet en hoe het gaat."""
    if not policy.may(policy.actor_of(request), item.thread_view_permission, on=item):
        raise Http404
    return _whole(request, item)


def _whole(request: HttpRequest, item: AgendaItem) -> ItemWhole:
    actor = policy.actor_of(request)
    insider = queries.insight(actor, item).keeps_progress
    sources = thread.sources_of([item], for_actor=actor)[ref(item)]
    notes = [_progress(note) for note in queries.notes_of(item, insider=insider)]
    return ItemWhole(**_fields(request, item, sources, insider=insider), progress=notes)


def _fields(request: HttpRequest, item: AgendaItem, causes: thread.Causes, *, insider: bool) -> dict[str, Any]:
    agenda = item.agenda
    return {
        "number": item.pk,
        "title": item.title,
        "description": item.description,
        "agenda": AgendaName(area_number=agenda.work_area_id, area_name=agenda.work_area.name, year=agenda.year),
        "number_on_agenda": item.number,
        "state": StateWord[ItemState(item.state).name],
        "state_reason": item.state_reason,
        "puller": queries.puller_words(item, insider=insider),
        "from_month": item.from_month,
        "until_month": item.until_month,
        "is_quick_win": item.is_quick_win,
        "is_public": item.is_public,
        "done_on": item.done_on,
        "changed_at": item.changed_at,
        "version": item.version,
        "sources": [
            SourceDocument(
                kind=node.kind,
                title=node.title,
                address=request.build_absolute_uri(node.address) if node.address else None,
            )
            for node in causes.nodes
        ],
        "source_count": len(causes.nodes) + causes.more,
        "partners": [_partner(partner) for partner in item.partners.all()],
    }


def _partner(partner: ItemPartner) -> PartnerDocument:
    return PartnerDocument(
        number=partner.pk,
        organisation_number=partner.organisation_id,
        organisation_name=partner.organisation.name,
        does=partner.does,
        amount_cents=partner.amount_cents,
    )


def _progress(note: ProgressNote) -> ProgressDocument:
    return ProgressDocument(number=note.pk, text=note.text, at=note.at, is_public=note.is_public)


# ── Doing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/projecten", response={201: ItemWhole}, summary="Project op de agenda zetten")
@needs(Permission.AGENDA_MANAGE)
def add_item(request: HttpRequest, data: ItemInput) -> Any:
    """Op de agenda van dat gebied en jaar; die wordt gemaakt als zij er nog niet is."""
    actor, at = policy.actor_of(request), clock.now()
    area = areas.work_areas(clock.today()).filter(pk=data.area).first()
    if area is None or not policy.may(actor, Permission.AGENDA_MANAGE, on=area):
        raise NoSuchArea
    sources = [cause for name in CAUSES for cause in _causes(name, getattr(data, name), actor)]
    agenda = agendas.make_agenda(area, data.year, by=actor, at=at)
    made = agendas.add_item(
        agenda, **data.model_dump(exclude={"area", "year", *CAUSES}), sources=sources, by=actor, at=at
    )
    return Status(201, _whole(request, queries.item(made.pk)))


def _causes(name: str, numbers: Sequence[int], actor: policy.Actor) -> list[Any]:
    found = list(CAUSES[name].objects.visible_to(actor).filter(pk__in=numbers).order_by("pk"))
    if len(found) != len(set(numbers)):
        raise NoSuchSignal if name == "signals" else NoSuchCause
    return found


@router.put("/projecten/{int:nummer}", response=ItemWhole, summary="Project wijzigen")
@needs(Permission.AGENDA_MANAGE, find=queries.item, by=("nummer",))
def change_item(request: HttpRequest, item: AgendaItem, data: ItemChange) -> Any:
    """Andere woorden of een andere periode."""
    agendas.change_item(item, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return _whole(request, queries.item(item.pk))


@router.post("/projecten/{int:nummer}/staat", response=ItemWhole, summary="Zeggen hoe het ervoor staat")
@needs(Permission.ITEM_PROGRESS, find=queries.item, by=("nummer",))
def move_item(request: HttpRequest, item: AgendaItem, data: MoveInput) -> Any:
    """Een stap verder of terug. Wie erom vroeg krijgt bericht; wat erop wachtte komt terug als het klaar is."""
    agendas.move_item(
        item,
        state=ItemState[data.state.name],
        reason=data.reason,
        version=data.version,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return _whole(request, queries.item(item.pk))


@router.post("/projecten/{int:nummer}/voortgang", response={201: ProgressDocument}, summary="Voortgang opschrijven")
@needs(Permission.ITEM_PROGRESS, find=queries.item, by=("nummer",))
def add_progress(request: HttpRequest, item: AgendaItem, data: ProgressInput) -> Any:
    """Hoe het gaat, in een paar woorden."""
    note = agendas.add_progress(item, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return Status(201, _progress(note))


@router.post("/projecten/{int:nummer}/partners", response={201: PartnerDocument}, summary="Partner toevoegen")
@needs(Permission.AGENDA_MANAGE, find=queries.item, by=("nummer",))
def add_partner(request: HttpRequest, item: AgendaItem, data: PartnerInput) -> Any:
    """Een organisatie doet mee, en zegt misschien geld toe."""
    organisation = Organisation.objects.active().filter(pk=data.organisation).first()
    if organisation is None:
        raise NoSuchOrganisation
    partner = agendas.add_partner(
        item,
        organisation=organisation,
        does=data.does,
        amount_cents=data.amount_cents,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _partner(partner))
