"""What we do and do not do, and what the workshop sets for its chores."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms import chores as forms
from wijkwerk.domain.workshop.models import RuleCard
from wijkwerk.domain.workshop.operations import rule_cards as operations
from wijkwerk.domain.workshop.queries import chores as queries
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import refusals_shown_in

TAB = "rule_cards"


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def rule_cards(request: HttpRequest, workshop: Facility) -> HttpResponse:
    cards, rules = queries.rule_cards(workshop), queries.rules_of(workshop)
    context = {
        "rows": [
            (_("Dit doen wij"), [card for card in cards if card.is_done]),
            (_("Dit doen wij niet"), [card for card in cards if not card.is_done]),
        ],
        "manages": bool(policy.may(policy.actor_of(request), Permission.WORKSHOP_MANAGE, on=workshop)),
        "facts": [
            (
                _("Wordt het duurder"),
                _("bij meer dan %(percent)s procent vragen wij het opnieuw") % {"percent": rules.margin_percent},
            ),
            (_("Een uur werk kost ons"), money.written(rules.hour_cents)),
            (_("Een gesprek geldt"), _("%(months)s maanden") % {"months": rules.intake_months}),
            (_("Strooien"), _("bij %(degrees)s graden of kouder") % {"degrees": rules.frost_degrees}),
        ],
    }
    return frame.page(request, "workshop/rule_cards.html", workshop, context, tab=TAB)


def _address(workshop: Facility) -> str:
    return reverse("workshop:rule_cards", args=[workshop.pk])


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def new_rule(request: HttpRequest, workshop: Facility) -> HttpResponse:
    form = forms.RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.add_rule(workshop, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(_address(workshop))
    return _form(request, workshop, form, _("Nieuwe regel"))


@needs(Permission.WORKSHOP_MANAGE, find=queries.rule_card)
def change_rule(request: HttpRequest, card: RuleCard) -> HttpResponse:
    form = forms.RuleForm(request.POST or None, card=card)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_rule(card, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(_address(card.facility))
    return _form(request, card.facility, form, _("Regel wijzigen"))


@needs(Permission.WORKSHOP_MANAGE, find=queries.rule_card)
@require_POST
def move_rule(request: HttpRequest, card: RuleCard) -> HttpResponse:
    up = request.POST.get("kant") == "omhoog"
    return press(
        request,
        lambda: operations.move_rule(card, up=up, by=policy.actor_of(request), at=clock.now()),
        to=_address(card.facility),
    )


@needs(Permission.WORKSHOP_MANAGE, find=queries.rule_card)
@require_POST
def remove_rule(request: HttpRequest, card: RuleCard) -> HttpResponse:
    return press(
        request,
        lambda: operations.remove_rule(card, by=policy.actor_of(request), at=clock.now()),
        to=_address(card.facility),
    )


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def chore_rules(request: HttpRequest, workshop: Facility) -> HttpResponse:
    form = forms.ChoreRulesForm(request.POST or None, rules=queries.rules_of(workshop))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.set_chore_rules(workshop, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Bewaard. Opgaven van kosten die er al zijn, houden hun eigen grens."))
            return redirect(_address(workshop))
    return _form(request, workshop, form, _("Afspraken over klussen"))


def _form(request: HttpRequest, workshop: Facility, form: Form, title: str) -> HttpResponse:
    return one_deed.page(
        request,
        workshop,
        form,
        title=title,
        submit=_("Bewaar"),
        back=_address(workshop),
        back_to=_("Wat wij wel en niet doen"),
        tab=TAB,
    )
