"""What the clock starts for visions and programmes."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.operations import programmes, visions
from wijkwerk.foundation.later.schedule import every


@every(minutes=10, title=_("Terugbrengen wat wachtte op geld dat is gereserveerd"))
def bring_back_what_waits_for_reserved_money(at: datetime) -> None:
    """An answer may have begun to wait for money at the very moment that it was reserved."""
    programmes.bring_back_what_waits_for_reserved_money(at=at)


@every(minutes=60, title=_("Terugbrengen van projecten van bewoners waarvan de voorwaarden zijn vervuld"))
def bring_back_goals_whose_day_came(at: datetime) -> None:
    """A condition of a date is met by the day itself."""
    visions.bring_back_goals_whose_day_came(at=at)


@every(minutes=60, title=_("Sluiten van reacties op visies waarvan de laatste dag voorbij is"))
def close_consultations_that_ended(at: datetime) -> None:
    visions.close_consultations_that_ended(at=at)
