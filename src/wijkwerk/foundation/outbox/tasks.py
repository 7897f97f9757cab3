"""What the clock starts for this room."""

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.later.schedule import every
from wijkwerk.foundation.outbox import operations


@every(minutes=1, title=_("Berichten versturen"), per_municipality=False)
def deliver_letters() -> None:
    operations.deliver_waiting(at=clock.now(), limit=operations.LETTERS_IN_A_ROUND)
