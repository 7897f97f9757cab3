"""Fill in the example municipality."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from wijkwerk.domain.people import example as people
from wijkwerk.foundation.kit import clock
from wijkwerk.web.example import make_example


class Command(BaseCommand):
    help = "Makes the example municipality: thirteen working areas with invented people, signals and projects."

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = make_example(at=clock.now())
        print(f"De voorbeeldgemeente {municipality.name} staat klaar op {settings.BASE_URL}")
        print(f"Wachtwoord van alle voorbeeldmensen: {people.PASSWORD}")
