"""Addresses of the door for machines, and of the pages on which keys are kept."""

from django.urls import include, path

from wijkwerk.api import views
from wijkwerk.foundation.kit.when_asked import when_asked

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
    when_asked("api/v1/", "wijkwerk.api.v1", app_name="ninja", namespace="v1"),
    path("api/<path:rest>", views.nothing_here),
    when_asked("open311/", "wijkwerk.api.open311.urls", app_name="open311", namespace="open311"),
    path("open311/<path:rest>", views.nothing_here_in_open311),
    path("beheer/koppelingen/", include(keys)),
]
