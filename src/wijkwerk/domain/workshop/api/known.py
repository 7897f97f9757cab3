"""Whom a machine names by number."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Resident
from wijkwerk.domain.workshop.queries import residents
from wijkwerk.foundation.kit.refusals import Refusal


class NoSuchResident(Refusal):
    message = _("Deze inwoner staat niet bij deze werkplaats ingeschreven.")


def resident_of(workshop: Facility, number: int) -> Resident:
    found: Resident | None = residents.residents(workshop).filter(pk=number).first()
    if found is None:
        raise NoSuchResident
    return found
