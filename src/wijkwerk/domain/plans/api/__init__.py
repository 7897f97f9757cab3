"""The plans for machines."""

from wijkwerk.domain.plans.api import agendas, evaluations
from wijkwerk.foundation.kit import api

router = api.router()
router.add_router("", agendas.router)
router.add_router("", evaluations.router)
