"""Addresses of money for initiatives; each part keeps its own."""

from wijkwerk.domain.budgets.urls import (
    applications,
    decisions,
    funds,
    initiatives,
    justifications,
    ledger,
    objections,
    votes,
)

app_name = "budgets"
urlpatterns = [
    *funds.urlpatterns,
    *applications.urlpatterns,
    *decisions.urlpatterns,
    *objections.urlpatterns,
    *ledger.urlpatterns,
    *justifications.urlpatterns,
    *votes.urlpatterns,
    *initiatives.urlpatterns,
]
