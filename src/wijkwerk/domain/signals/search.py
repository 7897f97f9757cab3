"""What can be found of signals: all of it by staff, the checked text by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from wijkwerk.domain.signals.models import Signal
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.text import shorten
from wijkwerk.foundation.kit.things import Ref, kind_of
from wijkwerk.foundation.search.index import Document

SIGNAL = "signal"
PUBLIC_SIGNAL = "public_signal"
# Who may find which kind: by the reach of a permission. What is public everybody finds.
KINDS = {SIGNAL: Permission.SIGNAL_VIEW, PUBLIC_SIGNAL: Permission.SIGNAL_VIEW_PUBLIC}

PUBLIC_FORM_OF = {PUBLIC_SIGNAL: SIGNAL}


def public_ref(signal: Signal) -> Ref:
    """The public side of a signal is a thing of its own: its unchecked words must not be guessed through it."""
    return Ref("signals.publicsignal", signal.pk)


def document_for_staff(
    number: int, *, text: str, place: str, category: str, at: datetime, area_id: int | None, address: str
) -> Document:
    return Document(
        ref=Ref(kind_of(Signal), number),
        kind=SIGNAL,
        title=shorten(text, 80),
        text=" ".join(filter(None, [text, place, category])),
        address=address,
        number=number,
        at=at,
        area_id=area_id,
    )


def documents_of(signal: Signal) -> Iterator[Document]:
    """As staff find it, and, where it is public, as everybody does."""
    if signal.is_sent:
        yield document_for_staff(
            signal.pk,
            text=signal.text,
            place=signal.address,
            category=signal.category.name if signal.category else "",
            at=signal.reported_at,
            area_id=signal.work_area_id,
            address=signal.get_absolute_url(),
        )
    if signal.is_public:
        yield Document(
            ref=public_ref(signal),
            kind=PUBLIC_SIGNAL,
            title=signal.thread_public_title,
            text=signal.public_text,
            address=signal.thread_public_address,
            number=signal.pk,
            at=signal.reported_at,
            area_id=signal.work_area_id,
            is_public=True,
        )


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for signal in Signal.objects.sent().select_related("category").iterator(chunk_size=500):
        yield from documents_of(signal)
