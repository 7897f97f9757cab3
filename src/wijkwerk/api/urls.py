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
    path("open311/", include("wijkwerk.api.open311.urls")),
    path("beheer/koppelingen/", include(keys)),
]
