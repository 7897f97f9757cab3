"""Bicycles, the repair desk, the bench."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
