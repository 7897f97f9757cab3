"""Chores, intake talks, quotes, the plan of the week, rounds."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
