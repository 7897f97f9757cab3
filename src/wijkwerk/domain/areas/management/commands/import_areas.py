"""`wijkwerk import_areas FILE…`: gemeenten, wijken and buurten from GeoJSON files, or straight from the source."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import operations, source
from wijkwerk.domain.areas.management.watching import files_at, report, watched
from wijkwerk.domain.areas.operations.national_areas import Tick
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.foundation.kit import clock


class Command(BaseCommand):
    help = "Leest gemeenten, wijken en buurten in uit GeoJSON-bestanden (ook .gz), of rechtstreeks van de bron."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="BESTAND")
        parser.add_argument("--year", type=int, help="het jaar van de gebieden; anders dat uit de naam van het bestand")
        parser.add_argument("--from-source", action="store_true", help="haal ze op bij de landelijke bron van --year")
        parser.add_argument("--municipality", default="", metavar="GM0106", help="alleen deze gemeente")

    def handle(self, *args: Any, **options: Any) -> None:
        with watched(self) as tick:
            outcome = operations.import_areas(
                self._files(options, tick),
                year=options["year"],
                only=options["municipality"],
                at=clock.now(),
                tick=tick,
            )
        report(self, outcome)

    def _files(self, options: dict[str, Any], tick: Tick) -> list[SourceFile]:
        if not options["from_source"]:
            if not options["files"]:
                raise CommandError(_("Noem een bestand, of kies --from-source met --year."))
            return files_at(options["files"])
        if not options["year"]:
            raise CommandError(_("Geef met --year op welk jaar opgehaald moet worden."))
        return source.fetch_areas(
            options["year"], only=options["municipality"], told=lambda sentence: tick(0, 100, sentence)
        )
