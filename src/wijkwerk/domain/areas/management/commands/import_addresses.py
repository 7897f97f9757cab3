"""`wijkwerk import_addresses GM0106 FILE…`: a municipality's own list of addresses from CSV files."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijkwerk.domain.areas import operations
from wijkwerk.domain.areas.management.watching import files_at, report, watched
from wijkwerk.foundation.tenancy import queries as tenancy
from wijkwerk.foundation.tenancy import scope


class Command(BaseCommand):
    help = "Leest de eigen adreslijst van een gemeente in uit CSV-bestanden (postcode, huisnummer, straat, plaats, …)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="GM0106")
        parser.add_argument("files", nargs="+", metavar="BESTAND")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = tenancy.municipalities().filter(code=options["code"]).first()
        if municipality is None:
            raise CommandError(f"Er is geen gemeente {options['code']}. Voeg haar eerst toe met add_municipality.")
        with scope.in_municipality(municipality):
            for file in files_at(options["files"]):
                with watched(self) as tick:
                    outcome = operations.import_addresses(file, tick=tick)
                report(self, outcome)
