"""The addresses of GeoReport v2: services, public requests, and a new one with a key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.api import door
from wijkwerk.api.open311 import questions
from wijkwerk.api.open311.answers import NoKey, NotUnderstood, answered, speaks_open311
from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.forms.resident import ReportForm
from wijkwerk.domain.signals.models import Category, Channel, Kind, PlaceKind, Signal, SignalPhoto
from wijkwerk.domain.signals.states import ACTIVE
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Answer
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import answers as kit
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel
from wijkwerk.foundation.tenancy import scope

# The fields of the form on the page, as GeoReport calls them.
NAMES = {
    "text": "description",
    "category": "service_code",
    "address": "address_string",
    "lat": "lat",
    "lon": "long",
    "name": "first_name",
    "reply_address": "email",
}


@speaks_open311("GET")
@needs(Permission.SIGNAL_VIEW_PUBLIC)
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where the service is and what it speaks."""
    own, address = scope.current(), outbox.absolute("/open311/v2")
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": address,
        "changeset": "2026-01-01T00:00:00Z",
        "type": "production",
        "formats": ["application/json", "text/xml"],
    }
    told = {
        "changeset": "2026-01-01T00:00:00Z",
        "contact": own.mail_address,
        "key_service": _("Een sleutel krijgt u van de beheerder van de gemeente."),
        "endpoints": [endpoint],
    }
    return answered(told, form, root="discovery")


@speaks_open311("GET")
@needs(Permission.SIGNAL_VIEW_PUBLIC)
def services(request: HttpRequest, form: str) -> HttpResponse:
    """What can be reported."""
    questions.check_jurisdiction(request.GET.dict())
    rows = [_service(category) for category in queries.categories()]
    return answered(rows, form, root="services", row="service")


def _service(category: Category) -> dict[str, Any]:
    return {
        "service_code": category.code,
        "service_name": category.name,
        "description": category.guidance,
        "metadata": False,
        "type": "realtime",
        "keywords": "",
        "group": category.group,
    }


@speaks_open311("GET", "POST")
@needs(Permission.SIGNAL_VIEW_PUBLIC)
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """Those that are public, newest first; or a new one."""
    if request.method == "POST":
        return _report(request, form)
    sent = request.GET.dict()
    questions.check_jurisdiction(sent)
    asked = questions.question_of(sent, at=clock.now())
    found = queries.published_signals().filter(asked.wanted).order_by(*asked.order)
    rows = list(found[asked.first : asked.first + asked.size])  # never far: a question reaches the newest thousand
    return answered(_request_rows(rows), form, root="service_requests", row="request")


@speaks_open311("GET")
@needs(Permission.SIGNAL_VIEW_PUBLIC, find=queries.public_signal, by=("number",))
def one_request(request: HttpRequest, signal: Signal, form: str) -> HttpResponse:
    questions.check_jurisdiction(request.GET.dict())
    return answered(_request_rows([signal]), form, root="service_requests", row="request")


def _request_rows(signals: list[Signal]) -> list[dict[str, Any]]:
    """In a fixed number of queries, however many they are."""
    answers = thread.answers_of(signals)
    photos: dict[int, SignalPhoto] = {}
    for photo in SignalPhoto.objects.filter(signal__in=signals, is_public=True).order_by("-id"):
        photos[photo.signal_id] = photo
    return [_request_row(signal, answers.get(ref(signal)), photos.get(signal.pk)) for signal in signals]


def _request_row(signal: Signal, answer: Answer | None, photo: SignalPhoto | None) -> dict[str, Any]:
    told = [str(answer.get_verdict_display()), answer.reason] if answer else [signal.thread_state]
    picture = outbox.absolute(reverse("signals:public_photo", args=[signal.pk, photo.pk, "large"])) if photo else None
    return {
        "service_request_id": str(signal.pk),
        "status": "open" if signal.state in ACTIVE else "closed",
        "status_notes": ": ".join(part for part in told if part),
        "service_name": signal.category.name if signal.category else None,
        "service_code": signal.category.code if signal.category else None,
        "description": signal.public_text,
        "agency_responsible": scope.current().name,
        "service_notice": None,
        "requested_datetime": _told(signal.reported_at),
        "updated_datetime": _told(signal.changed_at),
        "expected_datetime": _told(signal.expected_on),
        "address": None,
        "address_id": None,
        "zipcode": None,
        "lat": signal.public_lat,
        "long": signal.public_lon,
        "media_url": picture,
    }


def _told(moment: datetime | date | None) -> str | None:
    """A moment in UTC; of a day, when it ends in the Netherlands."""
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(23, 59, 59), clock.AMSTERDAM)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# ── A new one ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _report(request: HttpRequest, form: str) -> HttpResponse:
    values = {name: str(value) for name, value in (*request.GET.items(), *request.POST.items())}
    if policy.actor_of(request).kind != "key" and not door.let_in(request, values.get("api_key", "")):
        raise NoKey(_("api_key ontbreekt of werkt hier niet."))
    questions.check_jurisdiction(values)
    return _taken_in(request, values=values, form=form)  # type: ignore[no-any-return]


@needs(Permission.SIGNAL_REPORT)
def _taken_in(request: HttpRequest, values: dict[str, str], form: str) -> HttpResponse:
    if not values.get("service_code"):
        raise NotUnderstood(_("service_code ontbreekt."))
    report = ReportForm(_as_typed(values))
    kit.check_form(report, NAMES)
    reporter = operations.report_signal(
        text=report.cleaned_data["text"],
        category=report.cleaned_data["category"],
        place=report.place,
        reply_to=report.reply_to,
        channel=Channel.OPEN311,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    row = {
        "service_request_id": str(reporter.signal.pk),
        "service_notice": " ".join(_notices(values, outbox.absolute(reporter.get_absolute_url()))),
        "account_id": None,
    }
    return answered([row], form, root="service_requests", row="request", status=201)


def _notices(values: dict[str, str], link: str) -> Iterable[str]:
    yield _("De melding is binnen. De melder volgt haar met deze link: %(link)s") % {"link": link}
    if values.get("media_url"):
        yield _("De foto (media_url) is niet overgenomen. De melder kan haar met de link toevoegen.")


def _as_typed(values: dict[str, str]) -> dict[str, Any]:
    """The same as a resident fills in on the page."""
    has_point = bool(values.get("lat") and values.get("long"))
    email, phone = values.get("email", "").strip(), values.get("phone", "").strip()
    reply_by = ReplyChannel.EMAIL if email else ReplyChannel.PHONE if phone else ReplyChannel.NONE
    chosen = (
        queries.categories().filter(code=text.one_line(values["service_code"])).values_list("pk", flat=True).first()
    )
    return {
        "text": values.get("description", ""),
        "kind": Kind.REPORT,
        "category": chosen or "0",
        "place_kind": PlaceKind.POINT if has_point else PlaceKind.ADDRESS,
        "lat": values.get("lat", "") if has_point else "",
        "lon": values.get("long", "") if has_point else "",
        "address": values.get("address_string", ""),
        "name": f"{values.get('first_name', '')} {values.get('last_name', '')}",
        "reply_by": reply_by,
        "reply_address": email or phone,
    }
