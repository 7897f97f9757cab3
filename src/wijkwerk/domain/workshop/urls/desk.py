"""The desk, who comes in, the till, help with forms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
