"""What the clock starts for this room."""

from wijkwerk.foundation.files import operations
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.later.schedule import daily


@daily("04:10", per_municipality=False)
def clear_orphans() -> None:
    operations.clear_orphans(at=clock.now())
