"""For everybody: subjects, what was made public, and reporting."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.signals import limits, operations, queries
from wijkwerk.domain.signals.api import documents, lists, whole
from wijkwerk.domain.signals.api.lists import SignalFilter
from wijkwerk.domain.signals.api.words import code_of
from wijkwerk.domain.signals.forms.resident import ReportForm
from wijkwerk.domain.signals.models import Channel, Kind, PlaceKind, Reporter, Signal, SignalPhoto
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import NotAllowed, needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel

router = api.router("Meldingen")

# The fields of the form on the page, as the API calls them.
NAMES = {
    "text": "tekst",
    "kind": "soort",
    "category": "onderwerp",
    "work_area": "werkgebied",
    "address": "adres",
    "lat": "punt.lat",
    "lon": "punt.lon",
    "name": "melder.naam",
    "reply_by": "melder.bereikbaarVia",
    "reply_address": "melder.adres",
    "client_key": "clientKey",
}


class NotForOthers(NotAllowed):
    message = _("Deze sleutel mag niet melden namens een inwoner. Laat “kanaal” weg.")


@router.get("/onderwerpen", response=documents.Subjects, summary="Onderwerpen")
@needs(Permission.SIGNAL_VIEW_PUBLIC)
def subjects(request: HttpRequest) -> Any:
    """Waar een melding over kan gaan."""
    found = [
        documents.Subject(code=each.code, name=each.name, group=each.group, guidance=each.guidance)
        for each in queries.categories()
    ]
    return documents.Subjects(results=found)


@router.get("/meldingen", response=documents.PublicSignals, summary="Openbare meldingen")
@needs(Permission.SIGNAL_VIEW_PUBLIC)
def public_signals(request: HttpRequest, filters: Query[SignalFilter]) -> HttpResponse:
    """Openbare meldingen, nieuwste eerst."""
    return lists.public_list(request, Signal.objects.published(), filters)


@router.get("/meldingen/{int:nummer}", response=documents.PublicSignalWhole, summary="Eén openbare melding")
@needs(Permission.SIGNAL_VIEW_PUBLIC, find=queries.public_signal, by=("nummer",))
def public_signal(request: HttpRequest, signal: Signal) -> Any:
    """Eén openbare melding, met het antwoord."""
    rows = list(Signal.objects.published().filter(pk=signal.pk).values_list(*lists.PUBLIC, named=True))
    photos = SignalPhoto.objects.filter(signal=signal, is_public=True).values_list("pk", flat=True)
    return documents.PublicSignalWhole(
        **lists.public_documents(rows)[0],
        answer=whole.answer_document(thread.current_answer(signal)),
        photos=[outbox.absolute(reverse("signals:public_photo", args=[signal.pk, pk, "large"])) for pk in photos],
        page=outbox.absolute(reverse("signals:public_signal", args=[signal.pk])),
    )


@router.post("/meldingen", response={201: documents.Reported}, summary="Een melding doen")
@needs(Permission.SIGNAL_REPORT)
def report(request: HttpRequest, data: documents.ReportInput) -> Any:
    """Een melding doen. Twee keer sturen met dezelfde clientKey is één melding."""
    actor = policy.actor_of(request)
    if data.channel is not None and not policy.may_somewhere(actor, Permission.SIGNAL_FOR_RESIDENT):
        raise NotForOthers
    form = ReportForm(_as_typed(data))
    api.check_form(form, NAMES)
    values = form.cleaned_data
    with limits.counted(request):
        reporter = operations.report_signal(
            text=values["text"],
            kind=Kind(values["kind"]),
            category=values["category"],
            place=form.place,
            reply_to=form.reply_to,
            client_key=data.client_key,
            channel=code_of(data.channel, Channel) if data.channel else Channel.WEB,
            on_behalf=data.channel is not None,
            by=actor,
            at=clock.now(),
        )
    return Status(201, reported(reporter))


def reported(reporter: Reporter) -> documents.Reported:
    return documents.Reported(
        number=reporter.signal.pk,
        link_key=reporter.link_key,
        page=outbox.absolute(reporter.get_absolute_url()),
        expected_on=reporter.signal.expected_on,
    )


def _as_typed(data: documents.ReportInput) -> dict[str, Any]:
    """The same as a resident fills in on the page."""
    kind = PlaceKind.POINT if data.point else PlaceKind.ADDRESS if data.address else PlaceKind.AREA
    chosen = queries.categories().filter(code=data.category).values_list("pk", flat=True).first()
    return {
        "text": data.text,
        "kind": code_of(data.kind, Kind),
        "category": "" if data.category is None else chosen or "0",
        "place_kind": kind,
        "lat": data.point.lat if data.point else "",
        "lon": data.point.lon if data.point else "",
        "address": data.address,
        "work_area": data.area or "",
        "name": data.reporter.name,
        "reply_by": code_of(data.reporter.reply_by, ReplyChannel),
        "reply_address": data.reporter.reply_address,
    }
