"""Addresses of the door for machines, and of the pages on which keys are kept."""

from django.urls import include, path

from wijkwerk.api import views
from wijkwerk.api.v1 import api

keys = (
    [
        path("", views.key_list, name="keys"),
        path("nieuw/", views.new_key, name="new_key"),
        path("<int:pk>/", views.key, name="key"),
        path("<int:pk>/intrekken/", views.withdraw_key, name="withdraw_key"),
    ],
    "api",
)
urlpatterns = [
    path("api/v1/", api.urls),
    path("api/<path:rest>", views.nothing_here),
    path("open311/", include("wijkwerk.api.open311.urls")),
    path("open311/<path:rest>", views.nothing_here_in_open311),
    path("beheer/koppelingen/", include(keys)),
]
