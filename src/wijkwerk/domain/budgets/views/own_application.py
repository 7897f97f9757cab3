"""Following the own application with the secret link: how it stands, adding, completing, withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.application_states import FOR_THE_APPLICANT, OPEN, ApplicationState
from wijkwerk.domain.budgets.application_stories import costs_of, facts_of, for_applicant
from wijkwerk.domain.budgets.forms import applications as forms
from wijkwerk.domain.budgets.models import Application, ApplicationPhoto, AttachmentKind
from wijkwerk.domain.budgets.operations import applications, completing
from wijkwerk.domain.budgets.views.by_link import by_link
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.kit.refusals import keep_each, refusals_shown_in


@by_link
def own_application(request: HttpRequest, application: Application) -> HttpResponse:
    """How it stands, what happened, and a field to write in."""
    if application.is_draft:
        return redirect("budgets:check_application", application.link_key)
    form = forms.MessageForm(request.POST or None, request.FILES or None, takes_files=application.is_open)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            _send(request, application, form)
            if not form.errors:
                messages.success(request, _("Uw bericht is verstuurd."))
                return redirect(application.own_address)
    state = ApplicationState(application.state)
    return render(
        request,
        "budgets/applications/own.html",
        {
            "application": application,
            "sentence": FOR_THE_APPLICANT[state],
            "question": application.messages.filter(is_question=True).last() if application.asked_on else None,
            "next_chance": applications.round_words(application.round) if state == ApplicationState.MOVED else "",
            "rows": facts_of(application),
            "costs": costs_of(request, application),
            "moments": for_applicant(application),
            "photos": application.photos.select_related("photo"),
            "form": form,
            "steps": forms.STEPS.values(),
            "can_withdraw": application.state in OPEN,
            "can_forget": state == ApplicationState.WITHDRAWN and application.can_be_reached,
        },
    )


def _send(request: HttpRequest, application: Application, form: forms.MessageForm) -> None:
    """Photos first: one that is refused stands beside the field, and the words stay in the form."""
    values, deed = form.cleaned_data, policy.deed(request)
    keep_each(
        values.get("photos") or [],
        lambda upload: applications.add_file(application, upload, **deed),
        form=form,
        field="photos",
    )
    if not form.errors:
        completing.complete(application, text=values["text"], client_key=values.get("client_key"), **deed)


@by_link
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Take the application back."""
    form = forms.WithdrawForm(request.POST or None)
    if application.state not in OPEN:
        return redirect(application.own_address)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            applications.withdraw(application, reason=form.cleaned_data["reason"], **policy.deed(request))
            messages.success(request, _("U hebt de aanvraag ingetrokken."))
            return redirect(application.own_address)
    return pages.form_page(
        request,
        form,
        _("Aanvraag intrekken"),
        back=application.own_address,
        back_to=_("Uw aanvraag"),
        submit=_("Trek de aanvraag in"),
        note=_("Wij beslissen dan niet meer over uw aanvraag. Dit kunt u niet terugdraaien."),
    )


@by_link
def forget_me(request: HttpRequest, application: Application) -> HttpResponse:
    """Take one's name and address out of an application that was withdrawn."""
    if request.method != "POST":
        return redirect(application.own_address)
    return pages.press(
        request,
        lambda: applications.forget_applicant(application, **policy.deed(request)),
        _("Uw naam en adres zijn weg. U krijgt geen berichten meer."),
        to=application.own_address,
    )


def _photo(application: Application, photo_id: int, **wanted: Any) -> ApplicationPhoto:
    rows = application.photos.select_related("photo")
    found: ApplicationPhoto | None = rows.filter(pk=photo_id, **wanted).first()
    if found is None:
        raise Http404
    return found


@by_link
def own_photo(request: HttpRequest, application: Application, photo_id: int, size: str) -> HttpResponse:
    """A photo of one's own application."""
    return serving.photo_response(_photo(application, photo_id).photo, serving.size_named(size), request=request)


@by_link
def remove_own_photo(request: HttpRequest, application: Application, photo_id: int) -> HttpResponse:
    """Take a photo away, while the application can be changed. The form on paper stays: staff entered it."""
    to = application.own_address
    if application.is_draft or application.state == ApplicationState.INCOMPLETE:
        to = reverse("budgets:application_step", args=[application.link_key, "plan"])
    if request.method != "POST":
        return redirect(to)
    found = _photo(application, photo_id, kind=AttachmentKind.PICTURE)

    def take_away() -> None:
        if "title" in request.POST:  # pressed in the form: what was typed beside it stays
            applications.keep_typed(application, step="plan", typed=forms.typed_in(request.POST), at=clock.now())
        applications.remove_photo(found, **policy.deed(request))

    return pages.press(request, take_away, _("De foto is weg."), to=to)
