"""The way into money for initiatives: for who has a plan, for who wants to see, and for who handles it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.web.entries import pages_for
from wijkwerk.web.money_pages import GROUPS


@needs(Permission.FUND_VIEW)
def money(request: HttpRequest) -> HttpResponse:
    return render(request, "web/money.html", {"groups": pages_for(policy.actor_of(request), GROUPS)})
