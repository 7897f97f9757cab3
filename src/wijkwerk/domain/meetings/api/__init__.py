"""Meetings for machines: what is for everybody, and with a key the deeds that its roles may do."""

from wijkwerk.domain.meetings.api import kinds, meetings, minutes, registrations, series
from wijkwerk.foundation.kit import api

router = api.router()
router.add_router("", series.router)
router.add_router("", kinds.router)
router.add_router("", meetings.router)
router.add_router("", minutes.router)
router.add_router("", registrations.router)
