"""What the clock starts for this room."""

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.later.schedule import daily
from wijkwerk.foundation.privacy import operations


@daily("02:40", title=_("Wissen wat over de bewaartermijn is"))
def carry_out_terms() -> None:
    operations.carry_out_terms(at=clock.now())
