"""Reporting: on a telephone in a minute, kept from the first word or photo, sent once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.signals import limits, operations, queries, stories
from wijkwerk.domain.signals.forms.resident import ReportForm
from wijkwerk.domain.signals.link import OWN_REPORT
from wijkwerk.domain.signals.models import PlaceKind, Reporter, Signal, SignalPhoto
from wijkwerk.domain.signals.states import State
from wijkwerk.foundation.access import links, policy
from wijkwerk.foundation.access.guard import needs, open_to_all
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal, keep_each, refusals_shown_in

OFFERED = 3  # signals that may be the same

LinkView = Callable[..., HttpResponse]


def by_link(view: LinkView) -> Callable[..., HttpResponse]:
    """The guard of a secret link, also when the report goes while its page is being made."""
    unknown = "signals/resident/unknown_link.html"

    @wraps(view)
    def told(request: HttpRequest, reporter: Reporter, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, reporter, **kwargs)
        except operations.NotThere:  # withdrawn or joined in another window, a moment ago
            return render(request, unknown, status=404)

    return links.by_link(OWN_REPORT, unknown=unknown, expired="signals/resident/expired_link.html")(told)


@needs(Permission.SIGNAL_REPORT)
def report(request: HttpRequest) -> HttpResponse:
    """The form; what is sent becomes a draft at once, so that nothing typed is lost."""
    if request.method != "POST":
        start = {"work_area": request.GET.get("gebied")} if request.GET.get("gebied") else {}
        return _form_page(request, ReportForm(initial=start), None)
    form = ReportForm(request.POST, request.FILES)
    form.is_valid()
    if form.is_by_machine:
        return _form_page(request, form, None)
    reporter = operations.start_draft(
        by=policy.actor_of(request), at=clock.now(), client_key=form.cleaned_data.get("client_key")
    )
    return _take_in(request, form, reporter)


@by_link
def draft(request: HttpRequest, reporter: Reporter) -> HttpResponse:
    """A report that was begun: it goes on here."""
    if reporter.signal.state != State.DRAFT:
        return redirect("signals:own_signal", reporter.link_key)
    if request.method != "POST":
        return _form_page(request, ReportForm(initial=_as_typed(reporter.signal)), reporter)
    form = ReportForm(request.POST, request.FILES)
    form.is_valid()
    return _take_in(request, form, reporter)


@needs(Permission.SIGNAL_REPORT)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what was typed so far, without sending it: for the button, and for the telephone that saves by itself."""
    if request.method != "POST":
        return redirect("signals:report")
    form = ReportForm(request.POST, request.FILES)
    form.is_valid()
    key = form.cleaned_data.get("client_key")
    if form.is_by_machine or key is None:
        return JsonResponse({"kept": False}, status=400)
    reporter = operations.start_draft(by=policy.actor_of(request), at=clock.now(), client_key=key)
    kept = _keep(request, form, reporter)
    if request.headers.get("Accept", "").startswith("application/json"):
        own = reverse("signals:draft", args=[reporter.link_key])
        return JsonResponse({"kept": kept, "address": own, "problems": _problems(form)})
    if kept:
        messages.success(request, _("Bewaard. U kunt later verdergaan op deze pagina. Bewaar het adres."))
    return redirect("signals:draft", reporter.link_key)


def _take_in(request: HttpRequest, form: ReportForm, reporter: Reporter) -> HttpResponse:
    """Keep the draft; then send it, or show what may be the same, or what is wrong."""
    at = clock.now()
    if reporter.signal.state != State.DRAFT:
        return redirect("signals:own_signal", reporter.link_key)
    key = form.cleaned_data.get("client_key") or reporter.signal.client_key
    if not _keep(request, form, reporter):
        return _followed(_joined_before(request, key) or reporter, key)
    if form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data
            near = _near(form, reporter, at=at) if "nieuw" not in request.POST else []
            if "zelfde" not in request.POST:
                if near and values["text"]:
                    return render(
                        request,
                        "signals/resident/same.html",
                        {
                            "near": [stories.near_for_resident(other) for other in near[:OFFERED]],
                            "reporter": reporter,
                            "typed": _typed(request, reporter),
                        },
                    )
            else:
                chosen = _chosen_among(near, request.POST["zelfde"])
                again = _joined_before(request, key) is not None
                try:
                    with nullcontext() if again else limits.counted(request):
                        joined = operations.join_signal(
                            chosen,
                            reply_to=form.reply_to,
                            words=values["text"],
                            draft=reporter,
                            client_key=key,
                            by=policy.actor_of(request),
                            at=at,
                        )
                except operations.NotThere:
                    joined = _joined_before(request, key) or reporter
                return _followed(joined, key)
            with limits.counted(request):
                sent = operations.report_signal(
                    text=values["text"],
                    kind=values["kind"],
                    category=values["category"],
                    place=form.place,
                    reply_to=form.reply_to,
                    draft=reporter,
                    by=policy.actor_of(request),
                    at=at,
                )
            return redirect("signals:own_signal", sent.link_key)
    return _form_page(request, form, reporter)


def _joined_before(request: HttpRequest, key: uuid.UUID) -> Reporter | None:
    """Who pressed "this is what I mean" twice: the first press joined, and took the draft away."""
    number = request.POST.get("zelfde", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    return queries.joined_with(key, to=int(number))


def _followed(joined: Reporter, key: uuid.UUID) -> HttpResponse:
    own = reverse("signals:own_signal", args=[joined.link_key])
    return redirect(f"{own}?{urlencode({'concept': key})}")


def _near(form: ReportForm, reporter: Reporter, *, at: datetime) -> list[queries.Near]:
    """What may be the same; more than is offered, as another may come between offering and choosing."""
    values = form.cleaned_data
    return queries.near_duplicates(
        lat=form.place.lat,
        lon=form.place.lon,
        text=values["text"],
        at=at,
        category=values["category"],
        work_area=form.place.work_area,
        besides=reporter.signal.pk,
        most=5 * OFFERED,
        for_resident=True,
    )


def _chosen_among(near: list[queries.Near], number: str) -> Signal:
    """Only what is really near can be joined: else any number would open a signal."""
    for other in near:
        if str(other.signal.pk) == number:
            return other.signal
    raise operations.CannotBeJoined


def _keep(request: HttpRequest, form: ReportForm, reporter: Reporter) -> bool:
    """Words, place and photos in the draft; a refusal stands beside its field."""
    values, at = form.cleaned_data, clock.now()
    if reporter.signal.state != State.DRAFT:
        return False
    words = {"text": values.get("text"), "kind": values.get("kind") or None, "category": values.get("category")}
    try:
        operations.change_draft(reporter, at=at, place=form.place, **words)
    except (operations.AlreadySent, operations.NotThere):
        return False
    except Refusal as refusal:
        form.add_error("place_kind", refusal.words)
        operations.change_draft(reporter, at=at, **words)
    keep_each(
        values.get("photos") or [],
        lambda upload: operations.add_photo(reporter, upload, by=policy.actor_of(request), at=at),
        form=form,
        field="photos",
    )
    try:
        reporter.signal.refresh_from_db()
    except Signal.DoesNotExist:  # the same press, sent twice, joined at this very moment: the draft is gone
        return False
    return True


def _problems(form: ReportForm) -> dict[str, list[str]]:
    return {name: [str(words) for words in errors] for name, errors in form.errors.items()}


def _typed(request: HttpRequest, reporter: Reporter) -> list[tuple[str, str]]:
    """What was typed, to send again from the page that asks whether it is the same. It is found by its key, as the
    link of a draft ends when its writer joins: who presses twice joined once, and sees what they follow now."""
    left_out = {"csrfmiddlewaretoken", "zelfde", "nieuw", "photos", "client_key"}
    typed = [(name, str(value)) for name, value in request.POST.items() if name not in left_out]
    return [*typed, ("client_key", str(reporter.signal.client_key))]


def _as_typed(signal: Signal) -> dict[str, Any]:
    kind = signal.place_kind if signal.place_kind != PlaceKind.NONE else PlaceKind.AREA
    return {
        "text": signal.text,
        "kind": signal.kind,
        "category": signal.category_id,
        "place_kind": kind,
        "lat": signal.lat,
        "lon": signal.lon,
        "address": signal.address,
        "work_area": signal.work_area_id,
        "client_key": signal.client_key,
    }


def _form_page(request: HttpRequest, form: ReportForm, reporter: Reporter | None) -> HttpResponse:
    kept = SignalPhoto.objects.filter(signal=reporter.signal).select_related("photo") if reporter is not None else []
    return render(
        request,
        "signals/resident/report.html",
        {
            "form": form,
            "reporter": reporter,
            "photos": kept,
            "map": area_maps.work_area_map(clock.today()),
            "action": reverse("signals:draft", args=[reporter.link_key]) if reporter else reverse("signals:report"),
        },
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


@by_link
def own_photo(request: HttpRequest, reporter: Reporter, photo_id: int, size: str) -> HttpResponse:
    """A photo of one's own signal."""
    found = (
        SignalPhoto.objects.select_related("photo")
        .filter(signal=reporter.signal, reporter=reporter, pk=photo_id)
        .first()
    )
    if found is None:
        raise Http404
    return serving.photo_response(found.photo, serving.size_named(size), request=request)


@by_link
def remove_own_photo(request: HttpRequest, reporter: Reporter, photo_id: int) -> HttpResponse:
    """Take a photo away from a draft or a signal of one's own."""
    found = SignalPhoto.objects.select_related("photo", "signal").filter(reporter=reporter, pk=photo_id).first()
    if request.method == "POST" and found is not None:
        operations.remove_photo(found, by=policy.actor_of(request), at=clock.now())
        messages.success(request, _("De foto is weg."))
    return redirect(
        "signals:draft" if reporter.signal.state == State.DRAFT else "signals:own_signal", reporter.link_key
    )


@open_to_all
def near(request: HttpRequest) -> HttpResponse:
    """What is already known near this place: no words that were not checked, only subject, distance and date."""
    form = ReportForm(request.GET)
    form.is_valid()
    values = form.cleaned_data
    found = queries.near_duplicates(
        lat=values.get("lat"),
        lon=values.get("lon"),
        text=values.get("text") or "",
        at=clock.now(),
        category=values.get("category"),
        most=OFFERED,
        for_resident=True,
    )
    return render(
        request, "signals/resident/near.html", {"near": [stories.near_for_resident(other) for other in found]}
    )
