"""Count a published vote again, from its file alone: for whoever wants to check an outcome, ours or another's."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wijkwerk.domain.budgets.queries import counting_file
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.refusals import Refusal


class Command(BaseCommand):
    help = "Telt een stemming na uit het gepubliceerde .pb-bestand, en zegt of de gepubliceerde uitslag klopt."
    requires_system_checks: list[str] = []  # it needs no pages and no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="het stembestand (.pb)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            file = counting_file.read(options["file"].read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"Dit bestand is niet te lezen: {fault}") from fault
        except Refusal as refusal:
            raise CommandError(refusal.words) from refusal
        outcome = counting_file.outcome_of(file)
        election = file.election
        self.stdout.write(f"{len(file.ballots)} stemmen, {written(election.budget)} te verdelen, {file.rule.label}.")
        for each in outcome.chosen:
            votes = election.supporters[each.number]
            self.stdout.write(f"  gekozen: {each.number}. {file.titles[each.number]} ({votes} stemmers)")
        self.stdout.write(f"Samen {written(outcome.spent)}.")
        if file.chosen and file.chosen != outcome.numbers:
            differing = ", ".join(map(str, sorted(file.chosen ^ outcome.numbers)))
            raise CommandError(f"De gepubliceerde uitslag klopt niet bij project {differing}.")
        if file.chosen:
            self.stdout.write("De gepubliceerde uitslag klopt.")
