"""Words of staff: a question or a message to who asked, a note among colleagues, what a resident says by telephone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.forms.staff import ForReporterForm, WordsForm
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.views import staff
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.tenancy import scope


@needs(Permission.SIGNAL_ANSWER, find=queries.signal)
def ask(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Ask who reported it for more. Until they answer, or the term ends, the signal waits."""
    form = WordsForm(request.POST or None, initial=staff.as_seen(signal), label=_("Uw vraag"))
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.ask_reporter(signal, **form.values, by=staff.person_of(request), at=clock.now())
            return staff.done(request, signal, _("De vraag is verstuurd. Het signaal wacht nu op de melder."))
    days = scope.current().reply_within
    return staff.deed_page(
        request,
        signal,
        form,
        title=_("Vraag de melder iets"),
        submit=_("Verstuur de vraag"),
        intro=_(
            "De melder kan %(days)s werkdagen antwoorden met de link in het bericht. "
            "Zo lang staat de termijn stil. Daarna komt het signaal bij u terug."
        )
        % {"days": days},
    )


@needs(Permission.SIGNAL_ANSWER, find=queries.signal)
def write(request: HttpRequest, signal: Signal) -> HttpResponse:
    """A word in between."""
    form = WordsForm(request.POST or None, initial=staff.as_seen(signal), label=_("Uw bericht"))
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.write_to_reporters(
                signal, text=form.cleaned_data["text"], by=staff.person_of(request), at=clock.now()
            )
            return staff.done(request, signal, _("Het bericht is verstuurd aan iedereen die dit meldde."))
    return staff.deed_page(
        request,
        signal,
        form,
        title=_("Schrijf de melder"),
        submit=_("Verstuur"),
        intro=_("Iedereen die dit meldde krijgt het bericht. Schrijf kort en gewoon."),
    )


@needs(Permission.SIGNAL_NOTE, find=queries.signal)
def note(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Among colleagues."""
    form = WordsForm(
        request.POST or None,
        initial=staff.as_seen(signal),
        label=_("Notitie voor collega's"),
        help_text=_("De melder leest dit nooit."),
    )
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.add_note(signal, text=form.cleaned_data["text"], by=staff.person_of(request), at=clock.now())
            return staff.done(request, signal, _("De notitie is bewaard."))
    return staff.deed_page(request, signal, form, title=_("Notitie"), submit=_("Bewaar de notitie"))


@needs(Permission.SIGNAL_FOR_RESIDENT, find=queries.signal)
def add_words(request: HttpRequest, signal: Signal) -> HttpResponse:
    """The resident rang, or stood at the desk: what they say goes under their signal, recorded as such."""
    form = ForReporterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.write_from_reporter(
                queries.first_reporter_of(signal.pk),
                text=form.cleaned_data["text"],
                client_key=form.cleaned_data["client_key"],
                on_behalf=True,
                by=staff.person_of(request),
                at=clock.now(),
            )
            messages.success(request, _("Toegevoegd namens de melder."))
            return staff.back_to(request, signal)
    return render(
        request,
        "signals/staff/add_words.html",
        {"signal": signal, "form": form},
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )
