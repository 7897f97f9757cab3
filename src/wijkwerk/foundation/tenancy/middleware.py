"""At the door: every request happens in one municipality."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.foundation.tenancy import queries, scope


class MunicipalityMiddleware:
    """Finds the municipality by the host, and lets everything inside happen in its scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        municipality = queries.municipality_of_host(request.get_host())
        if municipality is None:
            return render(request, "tenancy/no_municipality.html", status=503)
        request.municipality = municipality  # type: ignore[attr-defined]
        with scope.in_municipality(municipality):
            return self.get_response(request)
