"""Reach and dependency, the public page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
