"""Addresses of insights."""

from django.urls import path

from wijkwerk.domain.insights import views

app_name = "insights"

urlpatterns = [
    path("proeven/", views.experiment_list, name="experiments"),
    path("proeven/nieuw/", views.begin_experiment, name="begin_experiment"),
    path("proeven/<int:pk>/", views.experiment, name="experiment"),
    path("proeven/<int:pk>/wijzig/", views.change_experiment, name="change_experiment"),
    path("proeven/<int:pk>/gezien/", views.note_seen, name="note_seen"),
    path("proeven/<int:pk>/besluit/", views.decide, name="decide"),
]
