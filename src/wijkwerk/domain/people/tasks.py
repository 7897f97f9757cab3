"""What the clock starts for people."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people import search
from wijkwerk.foundation.later.schedule import daily
from wijkwerk.foundation.search import index


@daily("00:20", title=_("Bijwerken welke mensen u vindt bij het zoeken"))
def find_people_as_they_are_today(at: datetime) -> None:
    """Roles and places begin and end with the day, and with them who is found by everybody."""
    index.put_all(search.documents())
