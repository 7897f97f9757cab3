"""Addresses of the municipality's settings."""

from django.urls import path

from wijkwerk.web.settings_pages import views

app_name = "settings"
urlpatterns = [
    path("beheer/gemeente/", views.municipality, name="municipality"),
    path("beheer/gemeente/logo/", views.set_logo, name="logo"),
    path("beheer/gemeente/logo/weg/", views.drop_logo, name="drop_logo"),
    path("beheer/gemeente/woorden/", views.words, name="words"),
    path("beheer/gemeente/werkwijze/", views.working, name="working"),
    path("beheer/gemeente/sluitingsdagen/", views.closing_days, name="closing_days"),
    path("beheer/gemeente/sluitingsdagen/<int:pk>/weg/", views.open_again, name="open_again"),
]
