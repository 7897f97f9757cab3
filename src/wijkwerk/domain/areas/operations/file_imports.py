"""Files that an administrator brings in: kept until they have been read, read when it is their turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from wijkwerk.domain.areas import source
from wijkwerk.domain.areas.models import FileImport
from wijkwerk.domain.areas.operations.addresses import import_addresses
from wijkwerk.domain.areas.operations.figures import import_figures
from wijkwerk.domain.areas.operations.national_areas import import_areas
from wijkwerk.domain.areas.operations.outcome import Outcome
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.areas.reading.faults import FileRefused
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.later import operations as later
from wijkwerk.foundation.later.titles import titled
from wijkwerk.foundation.tenancy import queries as tenancy
from wijkwerk.foundation.tenancy import scope

LARGEST: Final = 200 * 1024 * 1024
Kind = FileImport.Kind
State = FileImport.State


class FileTooLarge(Refusal):
    message = gettext_lazy("Dit bestand is groter dan 200 MB. Pak het in als .gz, of neem één gemeente.")
    field = "file"


class FileIsEmpty(Refusal):
    message = gettext_lazy("Dit bestand is leeg. Kies een ander bestand.")
    field = "file"


class FileMissing(Refusal):
    message = gettext_lazy("Kies een bestand, of kies de landelijke bron.")
    field = "file"


class YearMissing(Refusal):
    message = gettext_lazy("Vul het jaar in dat van de landelijke bron opgehaald moet worden.")
    field = "year"


class NoSourceForAddresses(Refusal):
    message = gettext_lazy("Adressen kunnen alleen uit een bestand komen.")
    field = "is_from_source"


@transaction.atomic
def take_in_file(
    *,
    kind: FileImport.Kind,
    file: UploadedFile[bytes] | None,
    year: int | None = None,
    source: str = "",
    is_from_source: bool = False,
    only_own: bool = False,
    by: Actor,
    at: datetime,
) -> FileImport:
    """Keep the file and let it be read as soon as it is its turn."""
    if is_from_source:
        file = None
        if kind == Kind.ADDRESSES:
            raise NoSourceForAddresses
        if year is None:
            raise YearMissing
    elif file is None:
        raise FileMissing
    elif not file.size:
        raise FileIsEmpty
    elif file.size > LARGEST:
        raise FileTooLarge
    taken = FileImport(
        kind=kind, year=year, source=source, is_from_source=is_from_source, only_own=only_own, created_at=at
    )
    taken.file_name = _("landelijke bron")
    if file is not None:
        taken.file_name = (file.name or "bestand")[-200:]
        taken.file.save(taken.file_name, file, save=False)
    taken.save()
    job = read_file.enqueue(taken.pk)
    taken.job_id = int(job.id) if job.id.isdecimal() else None
    taken.save(update_fields=["job_id"])
    journal.record("areas.file_taken_in", about=taken, by=by, at=at, details={"kind": kind, "year": year})
    return taken


@task
@titled(gettext_lazy("Een bestand inlezen"))
def read_file(file_import_id: int) -> None:
    """Read a file that was brought in. Safe to run twice: what is finished is left alone."""
    taken = FileImport.objects.get(pk=file_import_id)
    if taken.is_finished:
        return
    FileImport.objects.filter(pk=taken.pk).update(state=State.READING)
    try:
        outcome = _read(taken)
    except FileRefused as refused:
        lines = [str(fault) for fault in refused.faults]
        _finish(taken, State.REFUSED, lines, fault_count=refused.total)
    except Refusal as refused:
        _finish(taken, State.REFUSED, [refused.words], fault_count=1)
    else:
        _finish(taken, State.DONE, outcome.lines())


def _read(taken: FileImport) -> Outcome:
    own = scope.current()
    may_change = own.code if tenancy.municipalities().count() > 1 else ""
    only = own.code if taken.only_own else ""
    how: dict[str, Any] = {"year": taken.year, "source": taken.source, "only": only, "may_change": may_change}
    if taken.kind == Kind.AREAS:
        return import_areas(_files(taken, only), at=clock.now(), tick=_told, **how)
    (file,) = _files(taken, only)
    if taken.kind == Kind.FIGURES:
        how["source"] = taken.source or (source.FIGURES_NAME if taken.is_from_source else "")
        return import_figures(file, tick=_told, **how)
    return import_addresses(file, tick=_told)


def _told(done: int, total: int, sentence: str) -> None:
    later.report_progress(done, total, sentence)


def _files(taken: FileImport, only: str) -> list[SourceFile]:
    if taken.is_from_source:
        year = taken.year or 0

        def told(sentence: str) -> None:
            later.report_progress(0, None, sentence)

        if taken.kind == Kind.AREAS:
            return source.fetch_areas(year, only=only, told=told)
        return [source.fetch_figures(year, told=told)]
    with taken.file.open("rb") as file:
        return [SourceFile(taken.file_name, file.read())]


def _finish(taken: FileImport, state: FileImport.State, lines: list[str], *, fault_count: int = 0) -> None:
    """Say how it went, and let go of the file."""
    at = clock.now()
    with transaction.atomic():
        kept = taken.file.name
        taken.state, taken.outcome, taken.fault_count, taken.finished_at = state, lines, fault_count, at
        taken.file = None
        taken.save(update_fields=["state", "outcome", "fault_count", "finished_at", "file"])
        verb = "areas.file_read" if state == State.DONE else "areas.file_refused"
        journal.record(verb, about=taken, by=CLOCK, at=at, details={"faults": fault_count})
        if kept:
            transaction.on_commit(lambda: FileImport._meta.get_field("file").storage.delete(kept))
