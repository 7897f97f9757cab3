"""Fill in the example municipality."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from wijkwerk.domain.people import example as people
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.web.example import make_example, one_of_each_role


class Command(BaseCommand):
    help = "Makes the example municipality: thirteen working areas with invented people, signals and projects."

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = make_example(at=clock.now())
        print(f"De voorbeeldgemeente {municipality.name} staat klaar op {settings.BASE_URL}")
        print(f"Kijk rond als een van de voorbeeldmensen op {settings.BASE_URL}{reverse('example_people')}")
        print(f"of log in met een van deze adressen en het wachtwoord {people.PASSWORD}:")
        with scope.in_municipality(municipality):
            for role, person in one_of_each_role(on=clock.today()):
                print(f"  {policy.name_of(role):28} {person.email:44} {person.name}")
