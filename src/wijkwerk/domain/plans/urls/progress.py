"""The address of an area's plans."""

from django.urls import path

from wijkwerk.domain.plans.views import progress as views

urlpatterns = [
    path("wijkplan/<int:pk>/", views.progress, name="progress"),
]
