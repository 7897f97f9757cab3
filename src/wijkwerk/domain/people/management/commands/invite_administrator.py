"""`wijkwerk invite_administrator GM0106 anna@assen.example "Anna Alberts"`: who sets up a municipality gets in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from wijkwerk.domain.people import operations
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import queries as tenancy
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality


class Command(BaseCommand):
    help = "Nodigt iemand uit als beheerder van een gemeente. Nog eens stuurt een nieuwe link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", metavar="GM0106", help="code of korte naam van de gemeente")
        parser.add_argument("email", metavar="e-mailadres")
        parser.add_argument("name", metavar="naam")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError as wrong:
            raise CommandError(_("%(email)s is geen e-mailadres.") % options) from wrong
        with scope.in_municipality(_municipality(options["municipality"])):
            try:
                invitation = operations.invite_administrator(
                    name=text.one_line(options["name"]), email=options["email"], by=CLOCK, at=clock.now()
                )
            except Refusal as refused:
                raise CommandError(refused.words) from refused
        self.stdout.write(
            _("De uitnodiging gaat naar %(email)s en geldt tot en met %(day)s.")
            % {"email": invitation.email, "day": f"{clock.dutch(invitation.expires_at):%d-%m-%Y}"}
        )


def _municipality(given: str) -> Municipality:
    found = tenancy.municipalities().filter(Q(code=given.upper()) | Q(slug=given.lower())).first()
    if found is None:
        raise CommandError(
            _("Gemeente %(given)s is er niet. Maak haar eerst: wijkwerk add_municipality %(given)s") % {"given": given}
        )
    return found
