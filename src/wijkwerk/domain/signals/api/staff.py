"""With a key: signals as its roles may see them, and the deeds that those roles may do."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import File, Query, Status
from ninja.files import UploadedFile

from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.api import documents, lists, whole, words
from wijkwerk.domain.signals.api.lists import SignalFilter
from wijkwerk.domain.signals.api.words import code_of
from wijkwerk.domain.signals.models import Reporter, Signal, SignalPhoto
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.api import Number, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.privacy import operations as privacy

router = api.router("Signalen")


class NobodyThere(Refusal):
    message = _("Deze persoon of organisatie is er niet, of werkt hier niet meer.")


class WorkFilter(SignalFilter):
    """The same, and what staff look for."""

    without_area: bool = named("zonderWerkgebied", False, description="Alleen signalen zonder werkgebied.")
    person: Number | None = named("persoon", None, description="Wat aan deze persoon is doorgegeven.")
    organisation: Number | None = named("organisatie", None)


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/signalen", response=documents.Signals, summary="Signalen")
@needs(Permission.SIGNAL_VIEW)
def signals(request: HttpRequest, filters: Query[WorkFilter]) -> HttpResponse:
    """Signalen die deze sleutel mag zien, nieuwste eerst."""
    actor = policy.actor_of(request)

    def visible() -> QuerySet[Signal]:
        found = queries.signals_visible_to(actor)
        if filters.without_area:
            found = found.filter(work_area__isnull=True)
        if filters.person is not None:
            found = found.filter(handler_person_id=filters.person)
        if filters.organisation is not None:
            found = found.filter(handler_organisation_id=filters.organisation)
        return found

    return lists.whole_list(request, visible, filters, like=queries.what_is_visible_to(actor))


@router.get("/signalen/{int:nummer}", response=documents.SignalWhole, summary="Eén signaal")
@needs(Permission.SIGNAL_VIEW, find=queries.signal, by=("nummer",))
def signal(request: HttpRequest, signal: Signal) -> Any:
    """Eén signaal, met antwoord, berichten en foto's. Wie de melders leest, komt in het leeslogboek."""
    return _document(request, signal)


def _document(request: HttpRequest, signal: Signal) -> documents.SignalWhole:
    rows = list(Signal.objects.filter(pk=signal.pk).values_list(*lists.WHOLE, named=True))
    reporters = _reporters(request, signal)
    return documents.SignalWhole(
        **lists.whole_documents(rows)[0],
        answer=whole.answer_document(thread.current_answer(signal)),
        messages=whole.message_documents(signal.messages.all()),
        photos=[_photo_address(request, photo) for photo in queries.photos_of([signal])],
        reporters=reporters,
        merged_into=signal.merged_into_id,
    )


def _reporters(request: HttpRequest, signal: Signal) -> list[documents.Reporter] | None:
    """Those that this key may know; that they were read is written down."""
    actor = policy.actor_of(request)
    if not policy.may(actor, Permission.SIGNAL_VIEW_REPORTER, on=signal):
        return None
    found = [
        reporter
        for reporter in queries.reporters_of(signal)
        if policy.may(actor, Permission.SIGNAL_VIEW_REPORTER, on=reporter.signal)
    ]
    privacy.log_reading(signal, by=actor, at=clock.now(), why=str(_("Las via een koppeling wie het signaal meldde.")))
    return [
        documents.Reporter(
            number=each.pk,
            name=each.name,
            reply_by=words.REPLIES[each.reply_by],
            reply_address=each.reply_address,
            joined_at=each.joined_at,
        )
        for each in found
    ]


def _photo_address(request: HttpRequest, photo: SignalPhoto) -> str:
    return request.build_absolute_uri(reverse("v1:signal_photo", args=[photo.signal_id, photo.pk]))


@router.get("/signalen/{int:nummer}/fotos/{int:foto}", url_name="signal_photo", summary="Een foto")
@needs(Permission.SIGNAL_VIEW, find=queries.photo_of, by=("nummer", "foto"))
def photo(request: HttpRequest, found: SignalPhoto) -> HttpResponse:
    """De foto zelf, als JPEG."""
    return serving.photo_response(found.photo, "large", request=request)


# ── Doing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/signalen/{int:nummer}/antwoorden", response={201: documents.Answer}, summary="Antwoord geven")
@needs(Permission.SIGNAL_ANSWER, find=queries.signal, by=("nummer",))
def answer(request: HttpRequest, signal: Signal, data: documents.AnswerInput) -> Any:
    """Ja, nee met een reden, of ja op voorwaarde dat … Wie het meldde krijgt bericht."""
    given = operations.answer_signal(
        signal,
        verdict=code_of(data.verdict, Verdict),
        reason=data.reason,
        conditions=[each.draft for each in data.conditions],
        expected_on=data.expected_on,
        is_done=data.is_done,
        version=data.version,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, whole.answer_document(given))


@router.post("/signalen/{int:nummer}/oppakken", response=documents.SignalWhole, summary="Oppakken")
@needs(Permission.SIGNAL_PICK_UP, find=queries.signal, by=("nummer",))
def pick_up(request: HttpRequest, signal: Signal) -> Any:
    """Iedereen ziet dat het opgepakt is."""
    operations.pick_up(signal, by=policy.actor_of(request), at=clock.now())
    return _document(request, queries.signal(signal.pk))


@router.post("/signalen/{int:nummer}/doorgeven", response=documents.SignalWhole, summary="Doorgeven")
@needs(Permission.SIGNAL_TRIAGE, find=queries.signal, by=("nummer",))
def hand_over(request: HttpRequest, signal: Signal, data: documents.HandOverInput) -> Any:
    """Aan een persoon of een organisatie. Die krijgt bericht."""
    operations.hand_over(
        signal,
        person=_person(data.person_number),
        organisation=_organisation(data.organisation_number),
        words=data.words,
        version=data.version,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return _document(request, queries.signal(signal.pk))


def _person(number: int | None) -> Person | None:
    if number is None:
        return None
    found: Person | None = Person.objects.active().filter(pk=number).first()
    if found is None:
        raise NobodyThere
    return found


def _organisation(number: int | None) -> Organisation | None:
    if number is None:
        return None
    found: Organisation | None = Organisation.objects.active().filter(pk=number).first()
    if found is None:
        raise NobodyThere
    return found


@router.post("/signalen/{int:nummer}/berichten", response={201: documents.Message}, summary="De melder schrijven")
@needs(Permission.SIGNAL_ANSWER, find=queries.signal, by=("nummer",))
def write(request: HttpRequest, signal: Signal, data: documents.WordsInput) -> Any:
    """Een bericht, of een vraag waarop het signaal wacht. Iedereen die dit meldde krijgt het."""
    deed = operations.ask_reporter if data.is_question else operations.write_to_reporters
    message = deed(signal, text=data.text, by=policy.actor_of(request), at=clock.now())
    return Status(201, whole.message_document(message))


@router.post("/signalen/{int:nummer}/notities", response={201: documents.Message}, summary="Notitie voor collega's")
@needs(Permission.SIGNAL_NOTE, find=queries.signal, by=("nummer",))
def note(request: HttpRequest, signal: Signal, data: documents.NoteInput) -> Any:
    """De melder leest dit nooit."""
    message = operations.add_note(signal, text=data.text, by=policy.actor_of(request), at=clock.now())
    return Status(201, whole.message_document(message))


@router.post("/signalen/{int:nummer}/afronden", response=documents.SignalWhole, summary="Afronden")
@needs(Permission.SIGNAL_PICK_UP, find=queries.signal, by=("nummer",))
def finish(request: HttpRequest, signal: Signal, data: documents.FinishInput) -> Any:
    """Wat beloofd was is gedaan. Wie het meldde krijgt bericht."""
    operations.finish_signal(
        signal, words=data.words, version=data.version, by=policy.actor_of(request), at=clock.now()
    )
    return _document(request, queries.signal(signal.pk))


@router.post("/signalen/{int:nummer}/fotos", response={201: documents.Photo}, summary="Een foto toevoegen")
@needs(Permission.SIGNAL_FOR_RESIDENT, find=queries.first_reporter_of, by=("nummer",))
def add_photo(request: HttpRequest, reporter: Reporter, foto: File[UploadedFile]) -> Any:
    """Een foto namens de melder (JPEG, PNG of WebP, hooguit 20 MB). Plaats en toestel gaan eruit."""
    kept = operations.add_photo(reporter, foto, by=policy.actor_of(request), at=clock.now())
    return Status(201, documents.Photo(number=kept.pk))
