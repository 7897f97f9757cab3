"""Money for initiatives for machines."""

from wijkwerk.domain.budgets.api import (
    applications,
    claims,
    decisions,
    distributing,
    funds,
    initiatives,
    justifications,
    ledger,
    objections,
    votes,
)
from wijkwerk.foundation.kit import api

router = api.router()
router.add_router("", funds.router)
router.add_router("", applications.router)
router.add_router("", decisions.router)
router.add_router("", objections.router)
router.add_router("", ledger.router)
router.add_router("", justifications.router)
router.add_router("", claims.router)
router.add_router("", distributing.router)
router.add_router("", votes.router)
router.add_router("", initiatives.router)
