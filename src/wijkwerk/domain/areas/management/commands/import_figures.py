"""`wijkwerk import_figures FILE…`: figures of areas from CSV files, or straight from the source."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import operations, source
from wijkwerk.domain.areas.management.watching import files_at, report, watched
from wijkwerk.domain.areas.reading.contents import SourceFile


class Command(BaseCommand):
    help = "Leest cijfers van gebieden in uit CSV-bestanden (ook .gz), ook zoals StatLine ze geeft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", metavar="BESTAND")
        parser.add_argument("--year", type=int, help="het jaar van de cijfers; anders de kolom «jaar» of de naam")
        parser.add_argument(
            "--source", default="", help="van wie de cijfers zijn, zoals bij de cijfers komt; anders het bestand"
        )
        parser.add_argument("--from-source", action="store_true", help="haal ze op bij de landelijke bron van --year")
        parser.add_argument("--table", default="", help="het nummer van de tabel, als die van het jaar niet bekend is")
        parser.add_argument("--municipality", default="", metavar="GM0106", help="alleen deze gemeente")
        parser.add_argument("--new-areas", action="store_true", help="maak gebieden aan die nog niet bekend zijn")

    def handle(self, *args: Any, **options: Any) -> None:
        for file in self._files(options):
            with watched(self) as tick:
                outcome = operations.import_figures(
                    file,
                    year=options["year"],
                    source=options["source"] or (source.FIGURES_NAME if options["from_source"] else ""),
                    only=options["municipality"],
                    new_areas=options["new_areas"],
                    tick=tick,
                )
            report(self, outcome)

    def _files(self, options: dict[str, Any]) -> list[SourceFile]:
        if not options["from_source"]:
            if not options["files"]:
                raise CommandError(_("Noem een bestand, of kies --from-source met --year."))
            return files_at(options["files"])
        if not options["year"]:
            raise CommandError(_("Geef met --year op welk jaar opgehaald moet worden."))
        with watched(self) as tick:
            return [
                source.fetch_figures(
                    options["year"], table=options["table"], told=lambda sentence: tick(0, 100, sentence)
                )
            ]
