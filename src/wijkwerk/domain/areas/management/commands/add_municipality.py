"""`wijkwerk add_municipality GM0106`: a municipality of the areas that were brought in, with work areas."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wijkwerk.domain.areas import operations, queries
from wijkwerk.domain.areas.management.watching import refusals_told
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope


class Command(BaseCommand):
    help = "Voegt een gemeente toe, met de wijken op land als werkgebieden. Lees eerst de gebieden in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="GM0106")
        parser.add_argument("--year", type=int, help="het jaar van de indeling; anders het nieuwste")
        parser.add_argument("--slug", default="", help="het eerste deel van het adres: assen in assen.localhost")
        parser.add_argument("--host", default="", help="het eigen adres van de gemeente: wijk.assen.nl")

    def handle(self, *args: Any, **options: Any) -> None:
        with refusals_told(self):
            municipality = operations.add_municipality(
                options["code"],
                year=options["year"],
                slug=options["slug"],
                host=options["host"],
                by=CLOCK,
                at=clock.now(),
            )
        with scope.in_municipality(municipality):
            number = queries.work_areas(clock.today()).count()
        address = municipality.host or f"{municipality.slug}.localhost"
        self.stdout.write(f"{municipality.name}: {number} werkgebieden. Te vinden op {address}.")
