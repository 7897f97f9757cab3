"""The talk about a chore, behind the wall: who holds such talks reads it, and each reading is written down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.workshop.forms import chores as forms
from wijkwerk.domain.workshop.models import Chore, Intake
from wijkwerk.domain.workshop.operations import intakes as operations
from wijkwerk.domain.workshop.queries import chores as queries
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.domain.workshop.views.chores import TAB
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.privacy import operations as privacy


@needs(Permission.WORKSHOP_INTAKE, find=queries.chore)
def talk(request: HttpRequest, chore: Chore) -> HttpResponse:
    """Three questions to talk about, and what it came to."""
    form = forms.TalkForm(request.POST or None, initial={"own_part": chore.own_part})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.hold_talk(chore, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Bewaard. De inwoner krijgt bericht."))
            return redirect(chore)
    context = {"form": form, "chore": chore, "cards": queries.rule_cards(chore.facility)}
    return frame.page(request, "workshop/talk.html", chore.facility, context, tab=TAB)


@needs(Permission.WORKSHOP_INTAKE, find=queries.chore)
def intakes(request: HttpRequest, chore: Chore) -> HttpResponse:
    """What was said in all talks about a chore."""
    found = list(queries.intakes_of(chore))
    for intake in found:
        _log(request, intake)
    return frame.page(request, "workshop/intakes.html", chore.facility, {"chore": chore, "intakes": found}, tab=TAB)


@needs(Permission.WORKSHOP_INTAKE, find=queries.intake)
def intake(request: HttpRequest, intake: Intake) -> HttpResponse:
    """One talk: where a letter about it leads."""
    _log(request, intake)
    context = {"chore": intake.chore, "intakes": [intake]}
    return frame.page(request, "workshop/intakes.html", intake.facility, context, tab=TAB)


def _log(request: HttpRequest, intake: Intake) -> None:
    privacy.log_reading(intake, by=policy.actor_of(request), at=clock.now(), why=_("Las een gesprek over een klus."))


@needs(Permission.WORKSHOP_DESK, find=queries.chore)
def second_look(request: HttpRequest, chore: Chore) -> HttpResponse:
    """The resident does not agree: whoever is at the desk writes that down."""
    form = forms.BecauseForm(
        request.POST or None,
        label=_("Hoe ziet de inwoner het?"),
        help_text=_("Kort, in de eigen woorden van de inwoner. Niets over gezondheid of geld."),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.ask_second_look(chore, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Opgeschreven. Iemand anders voert opnieuw een gesprek."))
            return redirect(chore)
    return one_deed.page(
        request,
        chore.facility,
        form,
        title=_("De inwoner is het er niet mee eens"),
        submit=_("Vraag een tweede blik"),
        back=chore.get_absolute_url(),
        back_to=chore.title,
        lead=_("Dat mag altijd. Iemand anders dan de eerste keer kijkt er opnieuw naar."),
        tab=TAB,
    )


@needs(Permission.WORKSHOP_INTAKE, find=queries.chore)
@require_POST
def meet_condition(request: HttpRequest, chore: Chore) -> HttpResponse:
    return press(
        request,
        lambda: operations.meet_condition(chore, by=policy.actor_of(request), at=clock.now()),
        to=chore,
        words=_("De voorwaarde is vervuld. Geef nu de kosten op."),
    )
