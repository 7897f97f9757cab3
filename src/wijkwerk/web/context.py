"""What every page needs: the municipality and the way round."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from wijkwerk.foundation.tenancy import scope


def page(request: HttpRequest) -> dict[str, Any]:
    return {"municipality": scope.current_or_none(), "navigation": [], "sign_in_address": reverse("account_login")}
