"""What everybody may read of a signal: checked text, a place that is no home, photos that somebody looked at."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.forms.staff import PublishForm
from wijkwerk.domain.signals.models import PlaceKind, Signal, SignalPhoto
from wijkwerk.domain.signals.operations import publishing
from wijkwerk.domain.signals.views import staff
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files.forms import BlackOutForm
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in


@needs(Permission.SIGNAL_PUBLISH, find=queries.signal)
def publish(request: HttpRequest, signal: Signal) -> HttpResponse:
    """The text as it was sent, with what may tell who somebody is marked; what is sent back is what everybody reads."""
    photos = SignalPhoto.objects.filter(signal=signal).select_related("photo")
    start = {
        "public_text": signal.public_text or signal.text,
        "shows_place": signal.public_lat is not None,
        "photos": [photo.pk for photo in photos if photo.is_public],
        **staff.as_seen(signal),
    }
    form = PublishForm(
        request.POST or None,
        initial=start,
        photos=photos,
        may_show_place=signal.place_kind == PlaceKind.POINT and signal.lat is not None,
    )
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.publish(signal, **form.values, by=staff.person_of(request), at=clock.now())
            return staff.done(request, signal, _("Signaal %(n)s is openbaar.") % {"n": signal.pk})
    typed = str(form["public_text"].value() or "")
    return staff.deed_page(
        request,
        signal,
        form,
        title=_("Openbaar maken"),
        submit=_("Maak openbaar"),
        template="signals/staff/publish.html",
        marked=marked(typed),
        found=operations.tells_who(typed),
        photos=photos,
    )


def marked(text: str) -> SafeString:
    """The text with what may tell who somebody is between marks."""
    spans = sorted(found.span() for pattern, _words in publishing.TELLS_WHO for found in pattern.finditer(text))
    shown, end = mark_safe(""), 0
    for start, stop in spans:
        if start >= end:
            shown += format_html("{}<mark>{}</mark>", text[end:start], text[start:stop])
            end = stop
    return shown + format_html("{}", text[end:])


@needs(Permission.SIGNAL_PUBLISH, find=queries.signal)
@require_POST
def take_back(request: HttpRequest, signal: Signal) -> HttpResponse:
    """No longer public."""
    operations.take_back(signal, by=staff.person_of(request), at=clock.now())
    return staff.done(request, signal, _("Signaal %(n)s is niet meer openbaar.") % {"n": signal.pk})


@needs(Permission.SIGNAL_PUBLISH, find=queries.photo_of)
def black_out(request: HttpRequest, photo: SignalPhoto) -> HttpResponse:
    """Parts of a photo become black for good."""
    form = BlackOutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.black_out(photo, boxes=form.all_boxes, by=staff.person_of(request), at=clock.now())
            messages.success(request, _("Dat deel van de foto is voorgoed zwart."))
            return redirect(photo.signal)
    return render(
        request,
        "files/black_out.html",
        {
            "form": form,
            "photo": photo.photo,
            "picture": reverse("signals:photo", args=[photo.signal_id, photo.pk, "large"]),
            "of": _("Signaal %(n)s") % {"n": photo.signal_id},
            "back": photo.signal.get_absolute_url(),
            "above": _("Werklijst"),
            "above_address": reverse("signals:work_list"),
            "remove": reverse("signals:remove_photo", args=[photo.signal_id, photo.pk]),
        },
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


@needs(Permission.SIGNAL_PUBLISH, find=queries.photo_of)
@require_POST
def remove_photo(request: HttpRequest, photo: SignalPhoto) -> HttpResponse:
    """A photo that should not be here goes for good."""
    signal = photo.signal
    try:
        operations.remove_photo(photo, by=staff.person_of(request), at=clock.now())
    except Refusal as refusal:
        return staff.refused(request, signal, refusal)
    return staff.done(request, signal, _("De foto is weg."))
