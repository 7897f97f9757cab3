"""Pages for residents who answer a survey. They work without scripts and without an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wijkwerk.domain.plans import survey_limits
from wijkwerk.domain.plans.forms import surveys as forms
from wijkwerk.domain.plans.models import Survey
from wijkwerk.domain.plans.models.surveys import SurveyState
from wijkwerk.domain.plans.operations import surveys
from wijkwerk.domain.plans.queries import surveys as queries
from wijkwerk.domain.plans.views.evaluations import bars_of
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.tenancy import scope

REMEMBERED = 180 * 24 * 60 * 60  # seconds


@needs(Permission.SURVEY_ANSWER)
def door(request: HttpRequest) -> HttpResponse:
    """Where who holds a letter comes: with the code they find their survey. Nothing is kept of the code."""
    form = forms.CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            with survey_limits.guessing(request):
                found = queries.survey_of_code(form.cleaned_data["code"])
                if found is None:
                    told = _("Deze code kennen wij niet. Kijk of u alle letters en cijfers goed hebt.")
                    raise surveys.CodeUnknown(told)
            return _questionnaire(request, found, None, code=form.cleaned_data["code"])
    open_ones = queries.surveys_open_on(clock.today())
    return render(request, "plans/survey_door.html", {"form": form, "surveys": open_ones})


@needs(Permission.SURVEY_ANSWER, find=queries.open_survey)
def answer(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The questionnaire. What was filled in stays on the page until it is in."""
    if request.method != "POST":
        return _questionnaire(request, survey, None)
    form = forms.AnswerForm(request.POST, survey=survey, questions=queries.questions_of(survey))
    if form.is_valid():
        with refusals_shown_in(form):
            _hand_in(request, survey, form)
            response = redirect("plans:survey_thanks", survey.pk)
            if not survey.needs_code:
                response.set_signed_cookie(_mark(survey), "ja", max_age=REMEMBERED, httponly=True, samesite="Lax")
            return response
    return _questionnaire(request, survey, form)


def _hand_in(request: HttpRequest, survey: Survey, form: forms.AnswerForm) -> None:
    with survey_limits.taking_part(request, survey):
        surveys.hand_in(
            survey,
            given=form.given,
            code=form.code,
            client_key=form.cleaned_data["client_key"],
            at=clock.now(),
        )


def _mark(survey: Survey) -> str:
    return f"enquete-{survey.pk}"


def _questionnaire(
    request: HttpRequest, survey: Survey, form: forms.AnswerForm | None, *, code: str = ""
) -> HttpResponse:
    """The questions while it is open; before and after, when that is or was."""
    today = clock.today()
    is_open = survey.state == SurveyState.OPEN and survey.opens_on <= today <= survey.closes_on
    questions = queries.questions_of(survey)
    blank = forms.AnswerForm(survey=survey, questions=questions, initial={"code": code})
    was_here = request.get_signed_cookie(_mark(survey), "") == "ja" and "nog" not in request.GET
    is_told = survey.is_closed and survey.evaluation.is_adopted
    return render(
        request,
        "plans/survey_answer.html",
        {
            "survey": survey,
            "form": form or blank,
            "is_open": is_open,
            "begins": survey.opens_on if today < survey.opens_on and not survey.is_closed else None,
            "is_making": survey.state == SurveyState.MAKING,
            "was_here": was_here and form is None,
            "results": bars_of(queries.results_of([survey]).get(survey.pk, [])) if is_told else [],
            "response": queries.response_of(survey) if is_told else None,
            "smallest": scope.current().smallest_group,
        },
    )


@needs(Permission.SURVEY_ANSWER, find=queries.open_survey)
def thanks(request: HttpRequest, survey: Survey) -> HttpResponse:
    return render(request, "plans/survey_thanks.html", {"survey": survey})
