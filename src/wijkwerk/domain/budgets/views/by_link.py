"""The guard of the secret link of an application: for its own page, and for all that hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from wijkwerk.domain.budgets.applicant_link import Applicant
from wijkwerk.domain.budgets.queries import applications
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import Guard
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock

LinkView = Callable[..., HttpResponse]


def by_link(view: LinkView) -> Callable[..., HttpResponse]:
    """Finds the application and hands it in; says so when the link is wrong or has expired."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
        application = applications.application_by_link(key)
        if application is None:
            return render(request, "budgets/applications/unknown_link.html", status=404)
        if applications.has_expired(application, on=clock.today()):
            return render(request, "budgets/applications/expired_link.html", status=410)
        request.actor = Applicant(application)  # type: ignore[attr-defined]
        if not policy.may(policy.actor_of(request), Permission.APPLICATION_FOLLOW_OWN, on=application):
            return render(request, "budgets/applications/unknown_link.html", status=404)
        response = view(request, application, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    guarded.guard = Guard(Permission.APPLICATION_FOLLOW_OWN, applications.application_by_link)  # type: ignore[attr-defined]
    return guarded
