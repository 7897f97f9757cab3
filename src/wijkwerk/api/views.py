"""Pages for administrators: which programs have a key, a new one, and one withdrawn. And what is at no address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wijkwerk.api import operations, queries
from wijkwerk.api.forms import KeyForm
from wijkwerk.api.models import ApiKey
from wijkwerk.api.open311.answers import failed
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs, open_to_all
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import answers, clock
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in


@needs(Permission.SETTINGS_MANAGE)
def key_list(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    columns: list[Column[ApiKey]] = [
        Column(_("Programma"), lambda key: link(key.get_absolute_url(), key.name), main=True),
        Column(_("Begint met"), lambda key: key.begins_with + "…"),
        Column(_("Mag"), _may),
        Column(_("Tot en met"), lambda key: day(key.expires_on)),
        Column(_("Laatst gebruikt"), lambda key: day(key.last_used_on) or _("nog niet")),
        Column(_("Staat"), lambda key: badge(*key.state_on(today))),
    ]
    table = Table(columns, queries.keys(), caption=_("Sleutels"), empty=_("Er zijn nog geen sleutels."))
    address = request.build_absolute_uri("/api/v1/openapi.json")
    return render(request, "api/keys.html", {"table": table, "description": address})


def _may(key: ApiKey) -> str:
    """ "wijkregisseur: Maarswold, Mussel; baliemedewerker: hele gemeente"."""
    where: dict[str, list[str]] = {}
    for held in key.roles.all():
        where.setdefault(held.role_name, []).append(held.work_area.name if held.work_area else _("hele gemeente"))
    return "; ".join(f"{role}: {', '.join(sorted(areas))}" for role, areas in where.items())


@needs(Permission.SETTINGS_MANAGE)
@never_cache
def new_key(request: HttpRequest) -> HttpResponse:
    """The secret stands on the page that answers, and nowhere else."""
    form = KeyForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            made = operations.make_key(**form.values, by=policy.actor_of(request), at=clock.now())
            return render(request, "api/made.html", {"key": made.key, "token": made.token, "may": _may(made.key)})
    return render(
        request,
        "api/new_key.html",
        {"form": form},
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


@needs(Permission.SETTINGS_MANAGE, find=queries.key)
def key(request: HttpRequest, key: ApiKey) -> HttpResponse:
    today = clock.today()
    facts = [
        (_("Staat"), badge(*key.state_on(today))),
        (_("Begint met"), key.begins_with + "…"),
        (_("Mag"), _may(key)),
        (_("Gemaakt"), day(key.created_at)),
        (_("Tot en met"), day(key.expires_on)),
        (_("Laatst gebruikt"), day(key.last_used_on) or _("nog niet")),
        (_("Ingetrokken"), day(key.withdrawn_at)),
    ]
    return render(request, "api/key.html", {"key": key, "facts": facts})


@needs(Permission.SETTINGS_MANAGE, find=queries.key)
@require_POST
def withdraw_key(request: HttpRequest, key: ApiKey) -> HttpResponse:
    try:
        operations.withdraw_key(key, by=policy.actor_of(request), at=clock.now())
        messages.success(request, _("De sleutel “%(name)s” werkt niet meer.") % {"name": key.name})
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect("api:keys")


# ── Where nothing is ───────────────────────────────────────────────────────────────────────────────────────────────
NOTHING_HERE = gettext_lazy("Er is niets op dit adres. Een adres eindigt hier nooit op een schuine streep.")


@open_to_all
@csrf_exempt
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    return answers.problem(404, str(NOTHING_HERE))


@open_to_all
@csrf_exempt
def nothing_here_in_open311(request: HttpRequest, rest: str) -> HttpResponse:
    return failed([(404, str(NOTHING_HERE))], "json")
