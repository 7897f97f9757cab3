"""What the clock starts for this room."""

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.later import operations
from wijkwerk.foundation.later.schedule import daily


@daily("03:30", title=_("Vergeten welk werk klaar is"), per_municipality=False)
def forget_finished_jobs() -> None:
    operations.forget_finished(at=clock.now())
