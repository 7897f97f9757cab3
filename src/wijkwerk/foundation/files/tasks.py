"""What the clock starts for this room."""

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.files import operations
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.later.schedule import daily


@daily("04:10", title=_("Foto's weghalen die nergens bij horen"), per_municipality=False)
def clear_orphans() -> None:
    operations.clear_orphans(at=clock.now())
