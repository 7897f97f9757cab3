"""What every page needs: the municipality, the way round, who is there."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.tenancy import scope
from wijkwerk.web.navigation import navigation


class Account(NamedTuple):
    name: str
    address: str


def page(request: HttpRequest) -> dict[str, Any]:
    """For each page; without a municipality there is no way round."""
    own = scope.current_or_none()
    if own is None:
        return {"municipality": None, "navigation": []}
    actor = policy.actor_of(request)
    signed_in = request.user.is_authenticated if hasattr(request, "user") else False
    return {
        "municipality": own,
        "logo_address": reverse("logo") if own.logo else "",
        "navigation": navigation(request),
        "account": Account(actor.name or "Account", reverse("own_account")) if signed_in else None,
        "sign_in_address": reverse("account_login"),
        "sign_out_address": reverse("account_logout"),
        "search_address": reverse("search"),
        "is_example": settings.EXAMPLE,
    }
