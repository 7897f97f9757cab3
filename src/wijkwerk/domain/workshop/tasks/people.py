"""What the clock starts for volunteers, shifts and gardens."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.operations import gardens, shifts
from wijkwerk.foundation.later.schedule import daily


@daily("03:20", title=_("Diensten van de komende weken klaarzetten"))
def generate_shifts(at: datetime) -> None:
    shifts.generate_shifts(at=at)


@daily("07:30", title=_("Een perceel aan de volgende aanbieden als iemand niet antwoordde"))
def lapse_offers(at: datetime) -> None:
    gardens.lapse_offers(at=at)
