"""One's own justification by the secret link of the application: tell, hand in, follow, pay back, take consent back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.models import Application, Justification, Receipt, StoryPhoto
from wijkwerk.domain.budgets.operations import justifications as operations
from wijkwerk.domain.budgets.operations.telling_justifications import own_address
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.domain.budgets.views import telling
from wijkwerk.domain.budgets.views.by_link import by_link
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.pages import press

OwnView = Callable[..., HttpResponse]


def of_own(view: OwnView) -> Callable[..., HttpResponse]:
    """By the link of the application; the view gets the justification of its grant, which begins when it is asked."""

    @by_link
    @wraps(view)
    def found(request: HttpRequest, application: Application, **kwargs: Any) -> HttpResponse:
        told = queries.of_application(application)
        if told is None:
            grant = queries.grant_of(application)
            begun = operations.expect(grant, at=clock.now()) if grant is not None else None
            if begun is None:
                values = {"application": application, **telling.to_pay_back(grant)}
                return render(request, "budgets/justifications/nothing.html", values)
            told = queries.justification(begun.pk)
        return view(request, told, **kwargs)

    return found


def _to(told: Justification) -> HttpResponse:
    return redirect(own_address(told.grant.application))


@of_own
def own_justification(request: HttpRequest, told: Justification) -> HttpResponse:
    """The form while it is to be told; afterwards what was told and how it stands."""
    if told.is_writable:
        return telling.page(request, telling.as_it_stands(told), telling.own_ways(told))
    grant, receipts = told.grant, queries.receipts_of(told)
    return render(
        request,
        "budgets/justifications/own.html",
        {
            "told": told,
            "grant": grant,
            "application": grant.application,
            "receipts": receipts,
            "total_cents": queries.total_of(receipts),
            "photos": queries.photos_of(told),
            **telling.to_pay_back(grant),
            "today": clock.today(),
        },
    )


@of_own
def keep_own(request: HttpRequest, told: Justification) -> HttpResponse:
    """Kept; it goes on later, on any device with the link."""
    if request.method != "POST" or not told.is_writable:
        return _to(told)
    typed = telling.keep(request, told)
    if not typed.is_right:
        return telling.page(request, typed, telling.own_ways(told))
    messages.success(request, _("Bewaard. U kunt hier later verdergaan. Het is nog niet ingeleverd."))
    return _to(told)


@of_own
def hand_in_own(request: HttpRequest, told: Justification) -> HttpResponse:
    if request.method != "POST" or not told.is_writable:
        return _to(told)
    typed = telling.hand_in(request, told)
    if not typed.is_right:
        return telling.page(request, typed, telling.own_ways(told))
    messages.success(request, _("Dank u wel. Wij hebben uw verhaal en uw bonnen. U hoort van ons."))
    return _to(told)


@of_own
def remove_own_receipt(request: HttpRequest, told: Justification, receipt_id: int) -> HttpResponse:
    """Away with one receipt; the rest that was typed is kept first."""
    return _remove(request, told, _receipt(told, receipt_id), operations.remove_receipt, _("De bon is weg."))


@of_own
def remove_own_photo(request: HttpRequest, told: Justification, photo_id: int) -> HttpResponse:
    """Away with a photo, at any moment."""
    return _remove(request, told, _photo(told, photo_id), operations.remove_photo, _("De foto is weg."))


def _remove(
    request: HttpRequest, told: Justification, thing: Any, remove: Callable[..., object], words: str
) -> HttpResponse:
    if request.method != "POST":
        return _to(told)
    if told.is_writable and "told" in request.POST:
        telling.keep(request, told)
        thing.refresh_from_db()
    return press(request, lambda: remove(thing, **policy.deed(request)), words, to=own_address(told.grant.application))


@of_own
def change_photo_consent(request: HttpRequest, told: Justification, photo_id: int, reply: str) -> HttpResponse:
    """Yes or no to showing this photo, at any moment; a no counts at once."""
    photo = _photo(told, photo_id)
    if request.method == "POST":
        is_given = _is_yes(reply)
        operations.set_photo_consent(photo, is_given=is_given, **policy.deed(request))
        messages.success(request, _told(is_given))
    return _to(told)


@of_own
def change_story_consent(request: HttpRequest, told: Justification, reply: str) -> HttpResponse:
    if request.method == "POST":
        is_given = _is_yes(reply)
        operations.set_story_consent(told, is_given=is_given, **policy.deed(request))
        messages.success(request, _told(is_given))
    return _to(told)


@of_own
def withdraw_consent(request: HttpRequest, told: Justification) -> HttpResponse:
    """All of it at once."""
    if request.method == "POST":
        operations.withdraw_all_consent(told, **policy.deed(request))
        messages.success(request, _told(is_given=False))
    return _to(told)


def _is_yes(reply: str) -> bool:
    if reply not in ("ja", "nee"):
        raise Http404
    return reply == "ja"


def _told(is_given: bool) -> str:
    if is_given:
        return _("Dank u. Een medewerker kijkt er nog naar voordat het op de website komt.")
    return _("Het staat niet meer op de website en komt er niet op.")


@of_own
def own_receipt_photo(request: HttpRequest, told: Justification, receipt_id: int, size: str) -> HttpResponse:
    receipt = _receipt(told, receipt_id)
    if receipt.photo is None:
        raise Http404
    return serving.photo_response(receipt.photo, serving.size_named(size), request=request)


@of_own
def own_story_photo(request: HttpRequest, told: Justification, photo_id: int, size: str) -> HttpResponse:
    return serving.photo_response(_photo(told, photo_id).photo, serving.size_named(size), request=request)


def _receipt(told: Justification, receipt_id: int) -> Receipt:
    try:
        return queries.receipt(told.pk, receipt_id)
    except Receipt.DoesNotExist as missing:
        raise Http404 from missing


def _photo(told: Justification, photo_id: int) -> StoryPhoto:
    try:
        return queries.photo(told.pk, photo_id)
    except StoryPhoto.DoesNotExist as missing:
        raise Http404 from missing
