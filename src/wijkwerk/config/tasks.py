"""What the clock starts for the installation itself."""

from django.db import connection

from wijkwerk.config.sqlite import statistics
from wijkwerk.foundation.later.schedule import every


@every(minutes=60, per_municipality=False)
def renew_statistics() -> None:
    """PostgreSQL does this by itself."""
    if connection.vendor == "sqlite":
        statistics.renew()
