"""Tools, loans, reservations, labels, the catalogue."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
