"""`wijkwerk import_areas FILE…`: gemeenten, wijken and buurten from GeoJSON files, or straight from the source."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wijkwerk.domain.areas import operations
from wijkwerk.domain.areas.management.watching import files_at, report, watched
from wijkwerk.foundation.kit import clock


class Command(BaseCommand):
    help = "Leest gemeenten, wijken en buurten in uit GeoJSON-bestanden (ook .gz), of rechtstreeks van de bron."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="BESTAND")
        parser.add_argument("--year", type=int, help="het jaar van de gebieden; anders dat uit de naam van het bestand")
        parser.add_argument("--municipality", default="", metavar="GM0106", help="alleen deze gemeente")

    def handle(self, *args: Any, **options: Any) -> None:
        with watched(self) as tick:
            outcome = operations.import_areas(
                files_at(options["files"]),
                year=options["year"],
                only=options["municipality"],
                at=clock.now(),
                tick=tick,
            )
        report(self, outcome)
