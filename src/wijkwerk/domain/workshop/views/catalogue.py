"""What everybody sees: what there is to borrow, what is free, and the rules. No word about who has what."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.forms.lending import CatalogueFilter
from wijkwerk.domain.workshop.models import ToolKind
from wijkwerk.domain.workshop.queries import availability, places
from wijkwerk.domain.workshop.queries import catalogue as queries
from wijkwerk.domain.workshop.views import frame
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files.serving import photo_response
from wijkwerk.foundation.kit import clock, money, paging
from wijkwerk.foundation.kit.components import badge

A_PAGE = 24


@needs(Permission.CATALOGUE_VIEW, find=places.workshop)
def catalogue(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What can be borrowed, and how many are free on a day."""
    at = clock.now()
    today = clock.dutch(at).date()
    form = CatalogueFilter(request.GET or None, groups=queries.groups(workshop))
    wanted = form.cleaned_data if form.is_valid() else {}
    asked = wanted.get("op") or today
    if not 0 <= (asked - today).days <= 366:
        asked = today
    calendar = Calendar(workshop)
    on = calendar.open_day_from(asked)
    rows = paging.page(
        queries.kinds(workshop, words=wanted.get("zoek", ""), group=wanted.get("groep", "")),
        after=request.GET.get("na", ""),
        order=("group", "name", "id"),
        size=A_PAGE,
    )
    offers = queries.offers(rows.rows, calendar, on=on, at=at)
    context = {
        "form": form,
        "rows": rows,
        "cards": [_card(offers[kind.pk]) for kind in rows],
        "on": on,
        "is_today": on == today,
        "asked": asked,
        "was_closed": on != asked,
    }
    return frame.page(request, "workshop/catalogue.html", workshop, context, tab="catalogue")


@needs(Permission.CATALOGUE_VIEW, find=queries.public_kind)
def kind(request: HttpRequest, kind: ToolKind) -> HttpResponse:
    """One kind: what it is for, what it costs, how long it goes, and when it is free."""
    at = clock.now()
    calendar = Calendar(kind.facility)
    on = calendar.open_day_from(clock.dutch(at).date())
    offer = queries.offers([kind], calendar, on=on, at=at)[kind.pk]
    may_lend = bool(policy.may(policy.actor_of(request), Permission.WORKSHOP_DESK, on=kind))
    context = {"kind": kind, "card": _card(offer), "on": on, "facts": _rules(kind), "may_lend": may_lend}
    return frame.page(request, "workshop/catalogue_kind.html", kind.facility, context, tab="catalogue")


@needs(Permission.CATALOGUE_VIEW)
def photo(request: HttpRequest, pk: int, version: int, size: str) -> HttpResponseBase:
    """What a kind looks like; of what is not in the catalogue the desk alone sees it."""
    kind = ToolKind.objects.select_related("photo", "facility__work_area").filter(pk=pk).first()
    if kind is None or kind.photo is None:
        raise Http404
    shown = kind.is_public and kind.is_active
    if not shown and not policy.may(policy.actor_of(request), Permission.WORKSHOP_DESK, on=kind):
        raise Http404
    return photo_response(kind.photo, "large" if size == "large" else "small", request=request)


def _card(offer: queries.Offer) -> dict[str, object]:
    kind = offer.kind
    return {
        "kind": kind,
        "address": reverse("workshop:catalogue_kind", args=[kind.pk]),
        "photo": photo_address(kind, "small"),
        "large": photo_address(kind, "large"),
        "badge": _free(offer),
        "opens": _opens(offer),
        "price": money.written(kind.contribution_cents) if kind.contribution_cents else _("gratis"),
        "days": kind.loan_days,
    }


def photo_address(kind: ToolKind, size: str) -> str:
    return reverse("workshop:kind_photo", args=[kind.pk, kind.photo.version, size]) if kind.photo is not None else ""


def _free(offer: queries.Offer) -> object:
    if offer.free:
        words = _("%(free)s van %(total)s vrij") if offer.total > 1 else _("Vrij")
        return badge(words % {"free": offer.free, "total": offer.total}, "ok")
    return badge(_("Niet vrij"), "neutral")


def _opens(offer: queries.Offer) -> str:
    if offer.free:
        return ""
    if offer.opens is not None:
        return _("Vrij vanaf %(moment)s") % {"moment": availability.in_words(offer.opens)}
    return _("Vraag aan de balie wanneer het er weer is.")


def _rules(kind: ToolKind) -> list[tuple[object, object]]:
    longer = (
        _("%(times)s keer %(days)s dagen langer") % {"times": kind.most_extensions, "days": kind.extension_days}
        if kind.most_extensions and not kind.is_counted
        else ""
    )
    return [
        (_("Bijdrage"), money.written(kind.contribution_cents) if kind.contribution_cents else _("gratis")),
        (_("Mee naar huis"), _("%(days)s dagen") % {"days": kind.loan_days} if kind.loan_days > 1 else _("1 dag")),
        (_("Verlengen"), longer),
        (_("Uitleg"), _("Wij laten u eerst zien hoe het werkt.") if kind.needs_instruction else ""),
        (
            _("Veilig"),
            _("Wij keuren dit om de %(months)s maanden.") % {"months": kind.inspection_months}
            if kind.inspection_months
            else "",
        ),
        (_("Wat erbij hoort"), ", ".join(kind.part_names)),
    ]
