"""One's own report by its secret link: how it stands, words and photos added."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import File, Status
from ninja.files import UploadedFile

from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.api import documents, whole, words
from wijkwerk.domain.signals.link import OWN_REPORT
from wijkwerk.domain.signals.models import Reporter
from wijkwerk.domain.signals.states import State, sentence_for_resident
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.links import api_by_link
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Eigen melding")


class LinkHasExpired(Refusal):
    message = _("Deze link is verlopen. De melding is meer dan een jaar geleden afgerond.")
    status = 410


def _own_report(key: str) -> Reporter | None:
    """What is not sent yet is no report for machines."""
    reporter = queries.reporter_by_link(key)
    return None if reporter is None or reporter.signal.state == State.DRAFT else reporter


by_link = api_by_link(replace(OWN_REPORT, find=_own_report), expired=LinkHasExpired)


@router.get("/eigen-meldingen/{sleutel}", response=documents.OwnSignal, summary="De eigen melding")
@by_link
def own_signal(request: HttpRequest, reporter: Reporter) -> Any:
    """Hoe het ervoor staat, met het antwoord en de berichten."""
    signal = reporter.signal
    return documents.OwnSignal(
        number=signal.pk,
        state=words.STATES[signal.state],
        sentence=sentence_for_resident(State(signal.state), is_reopened=signal.reopened_count > 0),
        text=queries.own_words(reporter),
        expected_on=signal.expected_on,
        answer=whole.answer_document(thread.current_answer(signal.merged_into or signal)),
        messages=whole.message_documents(queries.messages_for_reporter(reporter)),
    )


@router.post(
    "/eigen-meldingen/{sleutel}/berichten", response={201: documents.Message}, summary="Iets toevoegen of antwoorden"
)
@by_link
def write(request: HttpRequest, reporter: Reporter, data: documents.MessageInput) -> Any:
    """Een bericht aan wie de melding behandelt."""
    message = operations.write_from_reporter(
        reporter, text=data.text, client_key=data.client_key, by=policy.actor_of(request), at=clock.now()
    )
    return Status(201, whole.message_document(message))


@router.post("/eigen-meldingen/{sleutel}/fotos", response={201: documents.Photo}, summary="Een foto toevoegen")
@by_link
def add_photo(request: HttpRequest, reporter: Reporter, foto: File[UploadedFile]) -> Any:
    """Een foto (JPEG, PNG of WebP, hooguit 20 MB). Plaats en toestel gaan eruit."""
    kept = operations.add_photo(reporter, foto, by=policy.actor_of(request), at=clock.now())
    return Status(201, documents.Photo(number=kept.pk))
