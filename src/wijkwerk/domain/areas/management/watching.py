"""What the import commands share: files by their paths, progress on the terminal, refusals in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wijkwerk.domain.areas.operations.national_areas import Tick
from wijkwerk.domain.areas.operations.outcome import Outcome
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.areas.reading.faults import FileRefused, dutch_number
from wijkwerk.foundation.kit.refusals import Refusal


def files_at(paths: Sequence[str]) -> list[SourceFile]:
    try:
        return [SourceFile(Path(path).name, Path(path).read_bytes()) for path in paths]
    except OSError as trouble:
        raise CommandError(
            _("%(file)s is niet te lezen: %(why)s") % {"file": trouble.filename, "why": trouble.strerror}
        ) from trouble


@contextmanager
def watched(command: BaseCommand) -> Iterator[Tick]:
    """Progress on one line of the terminal, and refusals told."""
    is_terminal = command.stderr.isatty()

    def tick(done: int, total: int, sentence: str) -> None:
        if is_terminal:
            command.stderr.write(f"\r{100 * done // total:3} % {sentence}\033[K", ending="")

    try:
        with refusals_told(command):
            yield tick
    finally:
        if is_terminal:
            command.stderr.write("\r\033[K", ending="")


@contextmanager
def refusals_told(command: BaseCommand) -> Iterator[None]:
    """A refusal ends the command with its words, and with all faults of a file that are named."""
    try:
        yield
    except FileRefused as refused:
        if len(refused.faults) > 1:
            for fault in refused.faults:
                command.stderr.write(str(fault))
            if refused.not_named:
                command.stderr.write(_("… en nog %(number)s fouten.") % {"number": dutch_number(refused.not_named)})
        raise CommandError(refused.words) from refused
    except Refusal as refused:
        raise CommandError(refused.words) from refused


def report(command: BaseCommand, outcome: Outcome) -> None:
    for line in outcome.lines():
        command.stdout.write(line)
