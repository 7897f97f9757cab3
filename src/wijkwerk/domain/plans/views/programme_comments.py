"""Pages of what bodies and partners say about a programme, and of what is done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.forms import comments as forms
from wijkwerk.domain.plans.models import Programme, ProgrammeComment
from wijkwerk.domain.plans.operations import programme_comments as operations
from wijkwerk.domain.plans.queries import programmes as queries
from wijkwerk.domain.plans.queries import visions as vision_queries
from wijkwerk.domain.plans.views import plan_pages
from wijkwerk.domain.plans.views.programmes import trail_of, who_said
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission


@needs(Permission.PLAN_COMMENT, find=queries.programme)
def comment(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What somebody says about it, on behalf of a body or partner."""
    form = forms.ProgrammeCommentForm(request.POST or None, programme=programme, offered=_offered(request, programme))
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            operations.comment(programme, **form.cleaned_data, **policy.deed(request))
            messages.success(request, _("Dank u wel. Uw reactie is binnen. U krijgt bericht wat ermee is gedaan."))
            return redirect(programme)
    if not programme.is_writable and request.method != "POST":
        messages.info(request, operations.NoCommentsNow().words)
        return redirect(programme)
    return _page(
        request,
        programme,
        form,
        title=_("Reageren"),
        submit=_("Verstuur uw reactie"),
        template="plans/vision_comment.html",
    )


def _offered(request: HttpRequest, programme: Programme) -> list[Organisation]:
    """Who keeps the programme writes down what came on paper or by telephone, on behalf of any party of the area."""
    actor, here = policy.actor_of(request), programme.work_area
    offered = vision_queries.speaks_for(actor, work_area=here) if isinstance(actor, Person) else []
    if policy.may(actor, Permission.PLAN_MANAGE, on=programme):
        offered += [each for each in queries.parties_of(here) if each not in offered]
    return offered


@needs(Permission.PLAN_MANAGE, find=queries.comment)
def handle_comment(request: HttpRequest, said: ProgrammeComment) -> HttpResponse:
    """Taken over, partly or not, and why. Who said it hears."""
    form = forms.HandleForm(request.POST or None, initial=forms.HandleForm.initial_of(said))
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            operations.handle_comment(said, **form.cleaned_data, **policy.deed(request))
            messages.success(request, _("Bewaard. Wie reageerde, krijgt bericht."))
            return redirect(f"{said.plan.get_absolute_url()}#reactie-{said.number}")
    return _page(
        request,
        said.plan,
        form,
        title=_("Wat is er met deze reactie gedaan?"),
        submit=_("Bewaar en vertel het"),
        template="plans/programme_handle.html",
        now=form.now,
        said=said,
        who=who_said(said),
    )


def _page(
    request: HttpRequest, programme: Programme, form: Any, *, title: str, submit: str, **context: Any
) -> HttpResponse:
    values = {"back": programme.get_absolute_url(), "trail": trail_of(programme), "lead": programme.title} | context
    return plan_pages.page(request, form, title=title, submit=submit, **values)
