"""The honest answer, the conditions that are met, the day that changes, the end, and opening anew."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.forms.staff import (
    AnswerSignalForm,
    ConditionDayForm,
    DateForm,
    FinishForm,
    LapseForm,
    MetForm,
)
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.signals.views import staff
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Condition
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.kit.things import ref


@needs(Permission.SIGNAL_ANSWER, find=queries.signal)
def answer(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Yes, unless; no, and why; yes, on condition that. Who asked hears it at once."""
    form = AnswerSignalForm(request.POST or None, about=signal, initial=staff.as_seen(signal))
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.answer_signal(signal, **form.values, by=staff.person_of(request), at=clock.now())
            return staff.done(request, signal, _("Het antwoord is gegeven. Iedereen die dit meldde krijgt bericht."))
    return staff.deed_page(
        request,
        signal,
        form,
        title=_("Antwoord geven"),
        submit=_("Geef dit antwoord"),
        template="signals/staff/answer.html",
        current=thread.current_answer(signal),
        reporters=len(queries.reporters_of(signal)),
    )


def _signal_of_condition(pk: int, condition_pk: int) -> Signal:
    """For the guard: the condition itself is looked up once it is known that the signal may be answered."""
    return queries.signal(pk)


@needs(Permission.SIGNAL_ANSWER, find=_signal_of_condition)
def meet_condition(request: HttpRequest, signal: Signal) -> HttpResponse:
    """What was needed is there. With the last condition the signal comes back by itself."""
    condition = _condition(request, signal)
    form = MetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            fresh = operations.meet_condition(
                signal, condition, note=form.cleaned_data["note"], by=staff.person_of(request), at=clock.now()
            )
            if fresh.state == State.OPEN:
                words = _("Alle voorwaarden zijn vervuld: het signaal is terug op de lijst. De melder heeft bericht.")
            else:
                words = _("De voorwaarde is vervuld.")
            return staff.done(request, signal, words)
    return _condition_page(request, signal, condition, form, _("Voorwaarde is vervuld"), _("Ja, vervuld"))


@needs(Permission.SIGNAL_ANSWER, find=_signal_of_condition)
def change_condition_day(request: HttpRequest, signal: Signal) -> HttpResponse:
    """What is needed comes on another day; who asked hears it again."""
    condition = _condition(request, signal)
    form = ConditionDayForm(request.POST or None, initial={"by_when": condition.by_when})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_condition_day(
                signal, condition, **form.cleaned_data, by=staff.person_of(request), at=clock.now()
            )
            return staff.done(request, signal, _("De nieuwe dag staat. De melder heeft bericht."))
    return _condition_page(request, signal, condition, form, _("Andere dag voor deze voorwaarde"), _("Bewaar de dag"))


@needs(Permission.SIGNAL_ANSWER, find=_signal_of_condition)
def lapse_condition(request: HttpRequest, signal: Signal) -> HttpResponse:
    """What is needed will not come; the signal needs another answer."""
    condition = _condition(request, signal)
    form = LapseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.lapse_condition(
                signal, condition, **form.cleaned_data, by=staff.person_of(request), at=clock.now()
            )
            words = _("De voorwaarde is vervallen. Geef een nieuw antwoord; de melder weet dat het eraan komt.")
            return staff.done(request, signal, words)
    return _condition_page(request, signal, condition, form, _("Dit gaat niet door"), _("Laat de voorwaarde vervallen"))


def _condition_page(
    request: HttpRequest, signal: Signal, condition: Condition, form: Form, title: str, submit: str
) -> HttpResponse:
    return render(
        request,
        "signals/staff/condition.html",
        {"signal": signal, "condition": condition, "form": form, "title": title, "submit": submit},
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


def _condition(request: HttpRequest, signal: Signal) -> Condition:
    match = request.resolver_match
    try:
        condition = thread.condition(match.kwargs["condition_pk"] if match else 0)
    except Condition.DoesNotExist as missing:
        raise Http404 from missing
    if condition.answer.about != ref(signal):
        raise Http404
    return condition


@needs(Permission.SIGNAL_ANSWER, find=queries.signal)
def change_date(request: HttpRequest, signal: Signal) -> HttpResponse:
    """It will be another day: who asked hears which, and why."""
    form = DateForm(request.POST or None, initial={"expected_on": signal.expected_on, **staff.as_seen(signal)})
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.change_expected_date(signal, **form.values, by=staff.person_of(request), at=clock.now())
            return staff.done(request, signal, _("De nieuwe dag is bewaard. Iedereen die dit meldde krijgt bericht."))
    return staff.deed_page(request, signal, form, title=_("Andere verwachte dag"), submit=_("Bewaar en vertel het"))


@needs(Permission.SIGNAL_PICK_UP, find=queries.signal)
def finish(request: HttpRequest, signal: Signal) -> HttpResponse:
    """What was promised is done."""
    form = FinishForm(request.POST or None, initial=staff.as_seen(signal))
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.finish_signal(signal, **form.values, by=staff.person_of(request), at=clock.now())
            return staff.done(request, signal, _("Signaal %(n)s is afgerond.") % {"n": signal.pk})
    return staff.deed_page(request, signal, form, title=_("Afronden"), submit=_("Rond af en vertel het"))


@needs(Permission.SIGNAL_PICK_UP, find=queries.signal)
@require_POST
def reopen(request: HttpRequest, signal: Signal) -> HttpResponse:
    """It is not done after all."""
    try:
        operations.reopen_signal(signal, by=staff.person_of(request), at=clock.now())
    except Refusal as refusal:
        return staff.refused(request, signal, refusal)
    return staff.done(request, signal, _("Signaal %(n)s is opnieuw geopend.") % {"n": signal.pk})
