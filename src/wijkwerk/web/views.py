"""The frame round the rooms: start page, error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.foundation.access.guard import open_to_all


@open_to_all
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "web/start.html")


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
