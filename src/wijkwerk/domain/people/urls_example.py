"""Addresses that are only there with example data."""

from django.urls import path

from wijkwerk.domain.people.views import example

urlpatterns = [
    path("", example.example_people, name="example_people"),
    path("<int:person_id>/", example.sign_in_as, name="example_sign_in"),
]
