"""Addresses of inspections: for who prepares them, and for who walks along with a link."""

from django.urls import URLPattern

app_name = "inspections"
urlpatterns: list[URLPattern] = []
