"""`wijkwerk import_figures FILE…`: figures of areas from CSV files, or straight from the source."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wijkwerk.domain.areas import operations
from wijkwerk.domain.areas.management.watching import files_at, report, watched


class Command(BaseCommand):
    help = "Leest cijfers van gebieden in uit CSV-bestanden (ook .gz), ook zoals StatLine ze geeft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="BESTAND")
        parser.add_argument("--year", type=int, help="het jaar van de cijfers; anders de kolom «jaar» of de naam")
        parser.add_argument(
            "--source", default="", help="van wie de cijfers zijn, zoals het bij de cijfers komt te staan"
        )
        parser.add_argument("--new-areas", action="store_true", help="maak gebieden aan die nog niet bekend zijn")

    def handle(self, *args: Any, **options: Any) -> None:
        for file in files_at(options["files"]):
            with watched(self) as tick:
                outcome = operations.import_figures(
                    file,
                    year=options["year"],
                    source=options["source"],
                    new_areas=options["new_areas"],
                    tick=tick,
                )
            report(self, outcome)
