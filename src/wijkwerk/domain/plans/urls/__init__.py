"""Addresses of the plans; each part of them keeps its own."""

from wijkwerk.domain.plans.urls import (
    agendas,
    documents,
    evaluations,
    programmes,
    progress,
    steps,
    surveys,
    themes,
    visions,
    year_plans,
)

app_name = "plans"
urlpatterns = [
    *agendas.urlpatterns,
    *visions.urlpatterns,
    *programmes.urlpatterns,
    *themes.urlpatterns,
    *documents.urlpatterns,
    *year_plans.urlpatterns,
    *evaluations.urlpatterns,
    *surveys.urlpatterns,
    *progress.urlpatterns,
    *steps.urlpatterns,
]
