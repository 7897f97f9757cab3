"""Signals for machines: what everybody may read, one's own by its link, and what staff may do with a key."""

from wijkwerk.domain.signals.api import own, public, staff
from wijkwerk.foundation.kit import api

router = api.router()
router.add_router("", public.router)
router.add_router("", own.router)
router.add_router("", staff.router)
