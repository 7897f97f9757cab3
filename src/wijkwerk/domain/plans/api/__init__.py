"""The plans for machines."""

from wijkwerk.domain.plans.api import agendas, evaluations, programmes, steps, surveys, visions, year_plans
from wijkwerk.foundation.kit import api

router = api.router()
router.add_router("", agendas.router)
router.add_router("", evaluations.router)
router.add_router("", surveys.router)
router.add_router("", year_plans.router)
router.add_router("", steps.router)
router.add_router("", visions.router)
router.add_router("", programmes.router)
