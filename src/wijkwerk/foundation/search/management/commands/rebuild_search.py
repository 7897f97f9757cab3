"""Make the search index anew from what the rooms have."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wijkwerk.foundation.search import index
from wijkwerk.foundation.tenancy import queries as tenancy
from wijkwerk.foundation.tenancy import scope


class Command(BaseCommand):
    help = "Maakt de zoekindex opnieuw, van alle gemeenten of van één. Zoeken gaat intussen door."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", nargs="?", help="code van de gemeente, zoals GM0037")

    def handle(self, *args: Any, **options: Any) -> None:
        municipalities = tenancy.municipalities()
        if options["code"]:
            municipalities = municipalities.filter(code=options["code"])
            if not municipalities:
                raise CommandError(f"Er is geen gemeente met code {options['code']}.")
        for municipality in municipalities:
            with scope.in_municipality(municipality):
                self.stdout.write(f"{municipality}: {index.rebuild()}")
