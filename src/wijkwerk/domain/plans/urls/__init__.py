"""Addresses of the plans; each part of them keeps its own."""

from wijkwerk.domain.plans.urls import agendas, documents, evaluations, progress, surveys, year_plans

app_name = "plans"
urlpatterns = [
    *agendas.urlpatterns,
    *documents.urlpatterns,
    *year_plans.urlpatterns,
    *evaluations.urlpatterns,
    *surveys.urlpatterns,
    *progress.urlpatterns,
]
