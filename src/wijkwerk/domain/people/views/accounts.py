"""One's own account: the invitation that begins it, one's own page, and out on every device."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from wijkwerk.domain.people import operations, queries
from wijkwerk.domain.people.forms.people import AbsenceForm, OwnForm, PhotoForm
from wijkwerk.domain.people.forms.sign_in import AcceptInvitationForm
from wijkwerk.domain.people.models import Account, Invitation, Person
from wijkwerk.domain.people.views.shared import person_acting
from wijkwerk.foundation.access.guard import open_to_all
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.pages import form_page
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in

BACKEND = "wijkwerk.domain.people.sessions.Backend"


# ── Invited ────────────────────────────────────────────────────────────────────────────────────────────────────────
@open_to_all
@never_cache
@sensitive_post_parameters()
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the letter: choose a password, and be in."""
    found, at = queries.invitation_of(token), clock.now()
    if found is None or not found.can_be_accepted(at) or not found.person.is_active:
        used = found is not None and found.accepted_at is not None
        because = operations.InvitationIsUsed if used else operations.InvitationIsOver
        return render(request, "people/invitation_over.html", {"because": because.message, "used": used}, status=410)
    if queries.account_of_email(found.email) is not None:
        return _take_with_known_account(request, found)
    form = AcceptInvitationForm(request.POST or None, account=Account(email=found.email))
    if form.is_valid():
        with refusals_shown_in(form):
            password = form.cleaned_data["password"]
            account = operations.accept_invitation(found, password=password, at=at)
            if not account.check_password(password):  # it was made at another desk meanwhile, with a key of its own
                messages.success(request, _("De uitnodiging is aangenomen. Log in met het wachtwoord dat u al hebt."))
                return redirect("account_login")
            login(request, account, backend=BACKEND)
            record_authentication(request, account, method="password", email=account.email)
            messages.success(request, _("Welkom. U bent ingelogd."))
            return redirect("start")
    return render(request, "people/invitation.html", {"form": form, "invitation": found})


def _take_with_known_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Somebody who signs in elsewhere on this installation keeps that account, and signs in with it."""
    if request.method == "POST":
        try:
            operations.accept_invitation(found, password=None, at=clock.now())
        except Refusal as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, _("De uitnodiging is aangenomen. Log in met het wachtwoord dat u al hebt."))
        return redirect("account_login")
    return render(request, "people/invitation.html", {"form": None, "invitation": found})


@open_to_all
@login_required
def unknown_here(request: HttpRequest) -> HttpResponse:
    """Somebody with an account who is nobody in this municipality."""
    if person_acting(request) is not None:
        return redirect("start")
    return render(request, "people/unknown_here.html")


# ── One's own page ─────────────────────────────────────────────────────────────────────────────────────────────────
def _own(request: HttpRequest) -> Person | HttpResponse:
    return person_acting(request) or redirect("account_unknown_here")


@open_to_all
@login_required
def own_account(request: HttpRequest) -> HttpResponse:
    """Who you are here, what you may, and how you sign in."""
    one = _own(request)
    if isinstance(one, HttpResponse):
        return one
    account = one.account
    assert account is not None
    kinds = list(Authenticator.objects.filter(user_id=account.pk).values_list("type", flat=True))
    context = {
        "one": one,
        "own_address": one.get_absolute_url() if one.is_listed else "",
        "account_email": account.email,
        "has_password": account.has_usable_password(),
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "roles": sorted(queries.assignments_of([one], on=clock.today()).get(one.pk, []), key=lambda held: held.role),
        "away": queries.absence_of(one, on=clock.today()),
    }
    return render(request, "people/own.html", context)


@open_to_all
@login_required
def change_self(request: HttpRequest) -> HttpResponse:
    one = _own(request)
    if isinstance(one, HttpResponse):
        return one
    fields = ("name", "phone", "contact_is_public", "findable")
    form = OwnForm(request.POST or None, initial={name: getattr(one, name) for name in fields})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.change_person(one, **form.cleaned_data, **deed(request))
            messages.success(request, _("Uw gegevens zijn gewijzigd."))
            return redirect("own_account")
    return _own_form(request, form, _("Uw gegevens"))


@open_to_all
@login_required
def own_photo(request: HttpRequest) -> HttpResponse:
    one = _own(request)
    if isinstance(one, HttpResponse):
        return one
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.set_photo(one, photo=form.cleaned_data["photo"], **deed(request))
            messages.success(request, _("De foto staat erop."))
            return redirect("own_account")
    return _own_form(request, form, _("Uw foto"))


@open_to_all
@login_required
def own_absence(request: HttpRequest) -> HttpResponse:
    one = _own(request)
    if isinstance(one, HttpResponse):
        return one
    form = AbsenceForm(request.POST or None, initial={"from_on": clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.report_absence(one, **form.cleaned_data, **deed(request))
            messages.success(request, _("Uw afwezigheid is vastgelegd."))
            return redirect("own_account")
    return _own_form(request, form, _("U bent afwezig"))


@open_to_all
@login_required
def back_again(request: HttpRequest) -> HttpResponse:
    one = _own(request)
    if isinstance(one, HttpResponse):
        return one
    away = queries.absence_of(one, on=clock.today())
    if request.method == "POST" and away is not None:
        operations.end_absence(away, on=clock.today(), **deed(request))
        messages.success(request, _("Welkom terug."))
    return redirect("own_account")


@open_to_all
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this account, this one too."""
    one = _own(request)
    if isinstance(one, HttpResponse):
        return one
    if request.method != "POST":
        return redirect("own_account")
    operations.sign_out_everywhere(one, **deed(request))
    request.session.flush()
    messages.success(request, _("U bent uitgelogd op al uw apparaten."))
    return redirect("account_login")


def _own_form(request: HttpRequest, form: OwnForm | PhotoForm | AbsenceForm, title: str) -> HttpResponse:
    return form_page(request, form, title, back=reverse("own_account"), back_to=_("Uw account"))


@open_to_all
def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Somebody tried to sign in, or to get in, too often."""
    return render(request, "people/too_often.html", status=429)
