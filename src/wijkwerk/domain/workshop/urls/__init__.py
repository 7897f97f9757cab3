"""Addresses of the workshop; each part of it keeps its own."""

from wijkwerk.domain.workshop.urls import bicycles, chores, desk, lending, people, reach

app_name = "workshop"
urlpatterns = [
    *desk.urlpatterns,
    *lending.urlpatterns,
    *chores.urlpatterns,
    *bicycles.urlpatterns,
    *people.urlpatterns,
    *reach.urlpatterns,
]
