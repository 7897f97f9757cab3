"""What the clock starts for the installation itself."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from wijkwerk.config.sqlite import statistics
from wijkwerk.foundation.later.schedule import every


@every(minutes=60, title=_("Bijhouden hoe de database het snelst zoekt"), per_municipality=False)
def renew_statistics() -> None:
    """PostgreSQL does this by itself."""
    if connection.vendor == "sqlite":
        statistics.renew_when_grown()
