"""Volunteers and participants, shifts, hours, gardens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
