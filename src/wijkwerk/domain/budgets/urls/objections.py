"""Objections: addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from wijkwerk.domain.budgets.views import objections

ONE = "bezwaren/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("bezwaren/", objections.objection_list, name="objections"),
    path(ONE, objections.objection, name="objection"),
    path(f"{ONE}langer/", objections.extend, name="extend_objection"),
    path(f"{ONE}intrekken/", objections.withdraw, name="withdraw_objection"),
    path(f"{ONE}beslissen/", objections.decide, name="decide_objection"),
    path("aanvragen/<int:pk>/besluit/<int:decision_pk>/bezwaar/", objections.register, name="register_objection"),
]
