"""The workshop for machines."""

from wijkwerk.domain.workshop.api import bicycles, chores, desk, lending, people, till
from wijkwerk.foundation.kit import api

router = api.router()
router.add_router("", lending.router)
router.add_router("", bicycles.router)
router.add_router("", desk.router)
router.add_router("", till.router)
router.add_router("", people.router)
router.add_router("", chores.router)
