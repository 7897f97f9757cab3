"""Answering the offer of a plot with the secret link in the letter, without an account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from wijkwerk.domain.workshop.models import PlotWaiting, WaitingState
from wijkwerk.domain.workshop.operations import gardens as operations
from wijkwerk.domain.workshop.queries import gardens as queries
from wijkwerk.foundation.access.guard import open_to_all
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.refusals import Refusal


@open_to_all
def own_offer(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever has the link sees the plot, and no name; until the day in the letter they say yes or no."""
    waiting = queries.waiting_by_link(key)
    if waiting is None or waiting.plot is None or waiting.season is None:
        response = render(request, "workshop/own_offer.html", {"waiting": None}, status=404)
    elif request.method == "POST":
        _answer(request, waiting)
        response = redirect("workshop:own_offer", key)
    else:
        is_open = waiting.state == WaitingState.OFFERED and (waiting.answer_by or clock.today()) >= clock.today()
        contribution = written(waiting.season.contribution_cents or None)
        context = {"waiting": waiting, "is_open": is_open, "contribution": contribution}
        response = render(request, "workshop/own_offer.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _answer(request: HttpRequest, waiting: PlotWaiting) -> None:
    try:
        if request.POST.get("antwoord") == "ja":
            operations.accept_offer(waiting, **deed(request))
            messages.success(request, _("Het perceel is van u. U krijgt hiervan bericht."))
        elif request.POST.get("antwoord") == "nee":
            operations.decline_offer(waiting, **deed(request))
            messages.success(request, _("Dank u. Wij bieden het perceel aan de volgende aan."))
    except operations.HasAPlotHere:
        messages.error(
            request, _("U hebt dit seizoen al een perceel in deze buurt. Wilt u er nog een? Bel ons of kom langs.")
        )
    except Refusal as refusal:
        messages.error(request, refusal.words)
