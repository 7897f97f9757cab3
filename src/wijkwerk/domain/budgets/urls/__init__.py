"""Addresses of money for initiatives; each part keeps its own."""

from wijkwerk.domain.budgets.urls import applications, decisions, funds, initiatives, justifications, ledger, votes

app_name = "budgets"
urlpatterns = [
    *funds.urlpatterns,
    *applications.urlpatterns,
    *decisions.urlpatterns,
    *ledger.urlpatterns,
    *justifications.urlpatterns,
    *votes.urlpatterns,
    *initiatives.urlpatterns,
]
