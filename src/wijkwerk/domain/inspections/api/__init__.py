"""Inspections for machines: what everybody may read, and with a key the deeds that its roles may do."""

from wijkwerk.domain.inspections.api import findings, route, settings, walkers, walks
from wijkwerk.foundation.kit import api

router = api.router()
router.add_router("", walks.router)
router.add_router("", route.router)
router.add_router("", walkers.router)
router.add_router("", findings.router)
router.add_router("", settings.router)
