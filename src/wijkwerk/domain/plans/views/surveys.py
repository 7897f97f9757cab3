"""Pages of surveys for who makes them and for who types what came on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.plans.forms import surveys as forms
from wijkwerk.domain.plans.models import Evaluation, QuestionSet, Survey, SurveyAnswer, SurveyQuestion
from wijkwerk.domain.plans.models.surveys import SurveyState
from wijkwerk.domain.plans.operations import surveys
from wijkwerk.domain.plans.queries import evaluations as evaluation_queries
from wijkwerk.domain.plans.queries import surveys as queries
from wijkwerk.domain.plans.views.evaluations import bars_of, deed_page
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages, paging, qr
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.tenancy import scope


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.SURVEY_ENTER)
def survey_list(request: HttpRequest) -> HttpResponse:
    """Surveys that are open to type in, and those that this person keeps."""
    actor = policy.actor_of(request)
    rows = queries.surveys_kept_by(actor)
    if not policy.may_somewhere(actor, Permission.EVALUATION_MANAGE):
        rows = queries.surveys_to_enter()
    columns: list[Column[Any]] = [
        Column(_("Enquête"), lambda row: link(reverse("plans:enter_paper", args=[row.pk]), row.title), main=True),
        Column(_("Gebied"), lambda row: row.evaluation.work_area.name),
        Column(_("Stand"), lambda row: badge(row.get_state_display(), row.tone)),
        Column(_("Tot en met"), lambda row: day(row.closes_on)),
    ]
    if policy.may_somewhere(actor, Permission.EVALUATION_MANAGE):
        columns[0] = Column(_("Enquête"), lambda row: link(row.get_absolute_url(), row.title), main=True)
    page = paging.page(rows, after=request.GET.get("na", ""), order=("-opens_on", "-id"))
    table: Table[Any] = Table(columns, page, caption=_("Enquêtes"), request=request, empty=_("Er is geen enquête."))
    return render(request, "plans/surveys.html", {"table": table})


# ── One survey ─────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.EVALUATION_MANAGE, find=queries.survey)
def survey(request: HttpRequest, survey: Survey) -> HttpResponse:
    """All about one survey: its questions, its codes, how it goes and what came of it."""
    results = queries.results_of([survey]).get(survey.pk, [])
    return render(
        request,
        "plans/survey.html",
        {
            "survey": survey,
            "questions": queries.questions_of(survey),
            "response": queries.response_of(survey),
            "results": bars_of(results),
            "words": queries.words_of(survey),
            "waiting": queries.waiting_count(survey),
            "address": request.build_absolute_uri(survey.public_address),
            "is_making": survey.state == SurveyState.MAKING,
            "is_open": survey.state == SurveyState.OPEN,
            "is_past": survey.state == SurveyState.OPEN and clock.today() > survey.closes_on,
            "smallest": scope.current().smallest_group,
        },
    )


@needs(Permission.EVALUATION_MANAGE, find=evaluation_queries.evaluation)
def make_survey(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    form = forms.SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            by = policy.actor_of(request)
            return redirect(surveys.make_survey(evaluation, **form.cleaned_data, by=by, at=clock.now()))
    return deed_page(request, form, title=_("Nieuwe enquête"), submit=_("Maak de enquête"), evaluation=evaluation)


@needs(Permission.EVALUATION_MANAGE, find=queries.survey)
def change_survey(request: HttpRequest, survey: Survey) -> HttpResponse:
    form = forms.SurveyForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            surveys.change_survey(survey, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(survey)
    return _deed(request, survey, form, title=_("Enquête wijzigen"), submit=_("Bewaar"))


def _deed(request: HttpRequest, survey: Survey, form: Any, *, title: str, submit: str, lead: str = "") -> HttpResponse:
    return deed_page(request, form, title=title, submit=submit, evaluation=survey.evaluation, survey=survey, lead=lead)


@needs(Permission.EVALUATION_MANAGE, find=queries.survey)
@require_POST
def open_survey(request: HttpRequest, survey: Survey) -> HttpResponse:
    by, at = policy.actor_of(request), clock.now()
    done = _("De enquête is open. De vragen liggen nu vast.")
    return pages.press(request, lambda: surveys.open_survey(survey, by=by, at=at), to=survey, words=done)


@needs(Permission.EVALUATION_MANAGE, find=queries.survey)
@require_POST
def close_survey(request: HttpRequest, survey: Survey) -> HttpResponse:
    by, at = policy.actor_of(request), clock.now()
    done = _("De enquête is gesloten. De uitkomst staat hieronder.")
    return pages.press(request, lambda: surveys.close_survey(survey, by=by, at=at), to=survey, words=done)


@needs(Permission.EVALUATION_MANAGE, find=queries.survey)
def make_codes(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Codes to print: this page shows them once."""
    form = forms.CodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            codes = surveys.make_codes(
                survey,
                count=form.cleaned_data["count"],
                batch=form.cleaned_data["batch"],
                by=policy.actor_of(request),
                at=clock.now(),
            )
            context = {
                "survey": survey,
                "codes": codes,
                "questions": queries.questions_of(survey),
                "printed_as": form.cleaned_data["printed_as"],
                "address": request.build_absolute_uri(reverse("plans:survey_door")),
                "square": _square(request, survey),
            }
            response = render(request, "plans/survey_codes.html", context)
            response["Cache-Control"] = "no-store"
            return response
    return _deed(request, survey, form, title=_("Codes maken"), submit=_("Maak en toon de codes"))


def _square(request: HttpRequest, survey: Survey) -> SafeString:
    """Where to fill it in, for a telephone. The same on each letter: no code is in it."""
    address = request.build_absolute_uri(survey.public_address)
    return qr.drawn(address, title=_("QR-code van het adres om in te vullen"), named="qr")


# ── Questions ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.EVALUATION_MANAGE, find=queries.survey)
def add_question(request: HttpRequest, survey: Survey) -> HttpResponse:
    form = forms.QuestionForm(
        request.POST or None, evaluation=survey.evaluation, initial={"goal": request.GET.get("doel")}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            surveys.add_question(survey, **form.values, by=policy.actor_of(request), at=clock.now())
            return redirect(survey)
    return _deed(request, survey, form, title=_("Nieuwe vraag"), submit=_("Bewaar"))


@needs(Permission.EVALUATION_MANAGE, find=queries.survey_question)
def change_question(request: HttpRequest, found: queries.OfSurvey) -> HttpResponse:
    question = _question(found)
    form = forms.QuestionForm(request.POST or None, evaluation=found.survey.evaluation, question=question)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            surveys.change_question(question, **form.values, by=policy.actor_of(request), at=clock.now())
            return redirect(found.survey)
    return _deed(request, found.survey, form, title=_("Vraag wijzigen"), submit=_("Bewaar"))


def _question(found: queries.OfSurvey) -> SurveyQuestion:
    assert isinstance(found.part, SurveyQuestion)
    return found.part


@needs(Permission.EVALUATION_MANAGE, find=queries.survey_question)
@require_POST
def remove_question(request: HttpRequest, found: queries.OfSurvey) -> HttpResponse:
    by, at = policy.actor_of(request), clock.now()
    return pages.press(
        request,
        lambda: surveys.remove_question(_question(found), by=by, at=at),
        to=found.survey,
        words=_("De vraag is weg."),
    )


@needs(Permission.EVALUATION_MANAGE, find=queries.survey_question)
@require_POST
def move_question(request: HttpRequest, found: queries.OfSurvey) -> HttpResponse:
    """One place up (`op=ja`) or down."""
    by, at, up = policy.actor_of(request), clock.now(), request.POST.get("op") == "ja"
    return pages.press(
        request,
        lambda: surveys.move_question(_question(found), up=up, by=by, at=at),
        to=found.survey,
        words=_("De vraag is verplaatst."),
    )


@needs(Permission.EVALUATION_MANAGE, find=queries.survey)
def take_over_questions(request: HttpRequest, survey: Survey) -> HttpResponse:
    form = forms.TakeOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            own = form.cleaned_data["question_set"]
            surveys.take_over_questions(survey, own, by=policy.actor_of(request), at=clock.now())
            return redirect(survey)
    return _deed(request, survey, form, title=_("Vragen uit een vragenlijst"), submit=_("Neem over"))


@needs(Permission.EVALUATION_MANAGE, find=queries.survey)
def keep_as_set(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Its questions become a set, to use again."""
    form = forms.QuestionSetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = surveys.make_question_set(
                name=form.cleaned_data["name"], like=survey, by=policy.actor_of(request), at=clock.now()
            )
            return redirect(made)
    return _deed(request, survey, form, title=_("Bewaar als vragenlijst"), submit=_("Bewaar"))


# ── Sets of questions ──────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.EVALUATION_MANAGE)
def question_sets(request: HttpRequest) -> HttpResponse:
    """Sets to use again."""
    form = forms.QuestionSetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = surveys.make_question_set(
                name=form.cleaned_data["name"], by=policy.actor_of(request), at=clock.now()
            )
            return redirect(made)
    columns: list[Column[Any]] = [
        Column(_("Vragenlijst"), lambda row: link(row.get_absolute_url(), row.name), main=True),
        Column(_("Vragen"), lambda row: row.question_count, numeric=True),
        Column(_("Stand"), lambda row: badge(_("in gebruik"), "ok") if row.is_active else badge(_("uit gebruik"))),
    ]
    page = paging.page(queries.question_sets(), after=request.GET.get("na", ""), order=("name", "id"))
    table: Table[Any] = Table(
        columns, page, caption=_("Vragenlijsten"), request=request, empty=_("Er zijn nog geen vragenlijsten.")
    )
    return render(request, "plans/question_sets.html", {"table": table, "form": form})


@needs(Permission.EVALUATION_MANAGE)
def question_set(request: HttpRequest, number: int) -> HttpResponse:
    """The questions of a set, and a form for one more. Sets are shared by all who make evaluations."""
    question_set = get_object_or_404(QuestionSet, pk=number)
    form = forms.QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            surveys.add_question(question_set, **form.values, by=policy.actor_of(request), at=clock.now())
            return redirect(question_set)
    context = {"question_set": question_set, "questions": queries.questions_of(question_set), "form": form}
    return render(request, "plans/question_set.html", context)


@needs(Permission.EVALUATION_MANAGE)
@require_POST
def remove_question_of_set(request: HttpRequest, number: int, question_id: int) -> HttpResponse:
    question = get_object_or_404(SurveyQuestion, pk=question_id, question_set_id=number)
    by, at = policy.actor_of(request), clock.now()
    return pages.press(
        request,
        lambda: surveys.remove_question(question, by=by, at=at),
        to=question.question_set,
        words=_("De vraag is weg."),
    )


@needs(Permission.EVALUATION_MANAGE)
@require_POST
def retire_question_set(request: HttpRequest, number: int) -> HttpResponse:
    question_set = get_object_or_404(QuestionSet, pk=number)
    by, at, is_active = policy.actor_of(request), clock.now(), request.POST.get("gebruik") == "ja"
    return pages.press(
        request,
        lambda: surveys.retire_question_set(question_set, is_active=is_active, by=by, at=at),
        to=question_set,
        words=_("Bewaard."),
    )


# ── Paper ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.SURVEY_ENTER, find=queries.survey)
def paper(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The questionnaire to print, in large letters."""
    context = {"survey": survey, "questions": queries.questions_of(survey), "square": _square(request, survey)}
    return render(request, "plans/survey_paper.html", context)


@needs(Permission.SURVEY_ENTER, find=queries.survey)
def enter_paper(request: HttpRequest, survey: Survey) -> HttpResponse:
    """What somebody answered on paper; after one the next."""
    questions = queries.questions_of(survey)
    initial = {"sheet": queries.next_sheet(survey)}
    form = forms.PaperForm(request.POST or None, survey=survey, questions=questions, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = surveys.enter_paper(survey, **form.values, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Papier %(sheet)s is bewaard. Hier is de volgende.") % {"sheet": made.sheet})
            return redirect("plans:enter_paper", survey.pk)
    return _paper_page(request, survey, form, title=_("Papier invoeren"), submit=_("Bewaar en volgende"))


@needs(Permission.SURVEY_ENTER, find=queries.survey)
def check_paper(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The same paper typed a second time."""
    questions = queries.questions_of(survey)
    form = forms.PaperForm(request.POST or None, survey=survey, questions=questions, again=True)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            try:
                made = surveys.check_paper(
                    survey,
                    **form.values,
                    is_sure=form.cleaned_data["is_sure"],
                    by=policy.actor_of(request),
                    at=clock.now(),
                )
            except surveys.DiffersFromFirst:
                form.ask()
                raise
            messages.success(request, _("Papier %(sheet)s is nagekeken. Hier is de volgende.") % {"sheet": made.sheet})
            return redirect("plans:check_paper", survey.pk)
    return _paper_page(request, survey, form, title=_("Papier nakijken"), submit=_("Kijk na"))


def _paper_page(request: HttpRequest, survey: Survey, form: Any, *, title: str, submit: str) -> HttpResponse:
    context = {
        "survey": survey,
        "form": form,
        "title": title,
        "submit": submit,
        "response": queries.response_of(survey),
        "is_open": survey.state == SurveyState.OPEN,
        "keeps": bool(policy.may(policy.actor_of(request), Permission.EVALUATION_MANAGE, on=survey)),
    }
    return render(request, "plans/survey_entry.html", context)


# ── Own words ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.EVALUATION_MANAGE, find=queries.survey)
def words(request: HttpRequest, survey: Survey) -> HttpResponse:
    """What people wrote and nobody looked through yet."""
    waiting = [
        (answer, forms.WordsForm(initial={"words": answer.words}, auto_id=f"id_{answer.pk}_%s"))
        for answer in queries.waiting_words(survey)
    ]
    context = {"survey": survey, "waiting": waiting, "left": queries.waiting_count(survey)}
    return render(request, "plans/survey_words.html", context)


@needs(Permission.EVALUATION_MANAGE, find=queries.words_to_look_through)
@require_POST
def look_through(request: HttpRequest, found: queries.OfSurvey) -> HttpResponse:
    """These words may be read, as they stand now; or nobody reads them."""
    assert isinstance(found.part, SurveyAnswer)
    form = forms.WordsForm(request.POST)
    back = redirect("plans:survey_words", found.survey.pk)
    if not form.is_valid():
        messages.error(request, _("Deze tekst is te lang. Maak de tekst korter."))
        return back
    kept = "" if request.POST.get("weg") else form.cleaned_data["words"]
    surveys.look_through(found.part, words=kept, by=policy.actor_of(request), at=clock.now())
    messages.success(request, _("Nagekeken.") if kept else _("Weggehaald."))
    return back
