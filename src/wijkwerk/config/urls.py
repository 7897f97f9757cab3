"""The switchboard of addresses: each room hangs its own."""

from django.urls import include, path

from wijkwerk.web import views

urlpatterns = [
    path("", views.start, name="start"),
    path("toegang/", include("allauth.account.urls")),
]
