"""Addresses of the plans; each part of them keeps its own."""

from wijkwerk.domain.plans.urls import agendas, documents

app_name = "plans"
urlpatterns = [
    *agendas.urlpatterns,
    *documents.urlpatterns,
]
