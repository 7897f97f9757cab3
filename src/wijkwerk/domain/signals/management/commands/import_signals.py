"""`wijkwerk import_signals FILE…`: reports of elsewhere, from CSV files."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.management.watching import files_at, refusals_told
from wijkwerk.domain.signals.operations import importing
from wijkwerk.domain.signals.reading import read_signals
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality


class Command(BaseCommand):
    help = "Leest meldingen van elders in uit CSV-bestanden (ook .gz). Nog eens inlezen geeft niets dubbel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="BESTAND")
        parser.add_argument(
            "--municipality", default="", help="code (GM0106) of korte naam; anders waar de punten liggen"
        )
        parser.add_argument(
            "--source", default="", help="waar de nummers vandaan komen; anders de naam van het bestand"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for file in files_at(options["files"]):
            with refusals_told(self):
                rows = read_signals(file)
                municipality = _municipality(options["municipality"], rows)
                with scope.in_municipality(municipality):
                    brought = importing.import_signals(
                        rows, source=(options["source"] or file.name.split(".")[0])[:20], by=CLOCK, at=clock.now()
                    )
            self.stdout.write(_("Gemeente %(name)s.") % {"name": municipality.name})
            for line in brought.lines():
                self.stdout.write(line)


def _municipality(given: str, rows: list[Any]) -> Municipality:
    known = Municipality.objects.all()
    if given:
        found = known.filter(code=given.upper()).first() or known.filter(slug=given.lower()).first()
        if found is None:
            raise CommandError(_("Gemeente %(name)s staat niet in Wijkwerk.") % {"name": given})
        return found
    for year in areas.years():
        code = importing.municipality_of(rows, year=year)
        if code:
            found = known.filter(code=code).first()
            if found is None:
                raise CommandError(
                    _("De meldingen liggen in %(code)s. Maak die gemeente eerst: wijkwerk add_municipality %(code)s")
                    % {"code": code}
                )
            return found
    raise CommandError(
        _("Geen enkele melding ligt in een bekende buurt. Lees eerst gebieden in: wijkwerk import_areas.")
    )
