"""Initiatives for everybody: on a map and in a list, supported and helped without an account."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.budgets.forms.initiatives import OfferForm, PublicFilter, StartForm, SupportForm
from wijkwerk.domain.budgets.initiative_states import LIVE, STEPS, InitiativeState
from wijkwerk.domain.budgets.models import HelpWanted, Initiative, InitiativePhoto, Starter, Support
from wijkwerk.domain.budgets.operations import helping, initiatives, supporting
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.queries import justifications
from wijkwerk.domain.budgets.secret_links import SUPPORT
from wijkwerk.domain.signals import limits
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.views import reporting
from wijkwerk.foundation.access import links, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock, pages, paging
from wijkwerk.foundation.kit.components import Step
from wijkwerk.foundation.kit.maps import Map, Point
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in

NEWEST = ("-published_at", "-id")
ON_THE_MAP = 300
SHOWN = 24
OFFERED = 3  # initiatives that may be the same


# ── The list and one of it ─────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.INITIATIVE_VIEW)
def initiative_list(request: HttpRequest) -> HttpResponse:
    """The map and its list, newest first."""
    form = PublicFilter(request.GET)
    wanted = _filtered(form)
    page = paging.page(wanted, after=request.GET.get("na", ""), order=NEWEST, size=SHOWN)
    counts = queries.supporters(row.pk for row in page.rows)
    placed = wanted.filter(public_lat__isnull=False).order_by(*NEWEST)[:ON_THE_MAP]
    context = {
        "form": form,
        "page": page,
        "rows": [(row, counts[row.pk]) for row in page.rows],
        "map": area_maps.work_area_map(clock.today(), points=[point_of(each) for each in placed]),
        "asking_help": {each.pk for each in queries.asking_help(Initiative.objects.filter(pk__in=list(counts)))},
    }
    template = "budgets/initiatives.html"
    return render(request, f"{template}#list" if request.htmx else template, context)  # type: ignore[attr-defined]


def _filtered(form: PublicFilter) -> QuerySet[Initiative]:
    wanted = queries.public_initiatives()
    if not form.is_valid():
        return wanted
    area, state = form.cleaned_data["gebied"], form.cleaned_data["stand"]
    if area:
        wanted = wanted.filter(work_area=area)
    if state == "loopt":
        wanted = wanted.filter(state__in=LIVE)
    elif state == "hulp":
        wanted = queries.asking_help(wanted)
    elif state:
        wanted = wanted.filter(state=state)
    return wanted


def point_of(row: Initiative) -> Point:
    return Point(
        row.public_lat or 0.0,
        row.public_lon or 0.0,
        name=row.public_title,
        address=row.public_address,
        note=str(row.get_state_display()),
        tone=row.tone,
    )


def map_of(row: Initiative) -> Map | None:
    if row.public_lat is None:
        return None
    return area_maps.work_area_map(clock.today(), points=[point_of(row)], chosen=row.work_area)


def steps_of(row: Initiative, *, has_money: bool) -> list[Step]:
    """From idea to done. That there was money is shown where there was."""
    shown = [each for each in STEPS if each != InitiativeState.GRANTED or has_money or row.state == each]
    if row.state == InitiativeState.STOPPED:
        return [Step(_("Idee"), "done"), Step(str(InitiativeState.STOPPED.label).capitalize(), "stopped")]
    here = shown.index(InitiativeState(row.state))
    last = len(shown) - 1
    return [
        Step(
            str(each.label).capitalize(),
            "done" if number < here or (number == here == last) else "current" if number == here else "todo",
        )
        for number, each in enumerate(shown)
    ]


@needs(Permission.INITIATIVE_VIEW, find=queries.public_initiative)
def initiative(request: HttpRequest, row: Initiative) -> HttpResponse:
    """One initiative: what it is, how it stands, who supports it, what it asks, what it brought."""
    if row.merged_into is not None:
        return redirect(row.merged_into.public_address)
    actor = policy.actor_of(request)
    updates = queries.public_updates(row)
    money = queries.public_money_of(row)
    context = {
        "initiative": row,
        "steps": steps_of(row, has_money=any(each.granted_cents for each in money)),
        "supporters": queries.supporters_of(row),
        "help": queries.public_help(row),
        "brought": [each for each in updates if each.kind == "brought"],
        "stories": justifications.public_stories(row),
        "news": [each for each in updates if each.kind != "brought"],
        "photos": queries.public_photos(row),
        "map": map_of(row),
        "money": money,
        "organisation": queries.organisations_of(row),
        "manages": bool(policy.may(actor, Permission.INITIATIVE_MANAGE, on=row)),
    }
    return render(request, "budgets/initiative.html", context)


def _public_photo(pk: int, photo: int, size: str) -> tuple[InitiativePhoto, str] | None:
    found = (
        InitiativePhoto.objects.select_related("photo")
        .filter(initiative=pk, pk=photo, is_public=True, initiative__is_public=True)
        .first()
    )
    return (found, size) if found else None


@needs(Permission.INITIATIVE_VIEW, find=_public_photo)
def public_photo(request: HttpRequest, found: tuple[InitiativePhoto, str]) -> HttpResponse:
    photo, size = found
    return serving.photo_response(photo.photo, serving.size_named(size), request=request)


# ── Starting one ───────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.INITIATIVE_VIEW)
def start(request: HttpRequest) -> HttpResponse:
    """What somebody wants to do; first they see what is there already that looks like it."""
    begin = {"work_area": request.GET.get("gebied")} if request.GET.get("gebied") else {}
    return begin_with(request, StartForm(pages.posted(request), request.FILES or None, initial=begin))


@reporting.by_link
def from_report(request: HttpRequest, reporter: Reporter) -> HttpResponse:
    """Who had the idea goes on with it: once. With the link of the report, and what was said there."""
    if not (reporter.is_first and reporter.signal.is_idea):
        raise Http404
    key = queries.key_of_idea(reporter)
    if request.method != "POST" and (started := queries.started_with(key)) is not None:
        return redirect(started)
    leading = reporter.signal.merged_into or reporter.signal
    who = {"name": reporter.name, "reply_by": reporter.reply_by, "reply_address": reporter.reply_address}
    begin = as_said(reporter.signal) | who | {"client_key": key}
    return begin_with(request, StartForm(pages.posted(request), request.FILES or None, initial=begin), cause=leading)


def as_said(signal: Signal) -> dict[str, Any]:
    """What was said, to begin an initiative with; a name it has yet to get."""
    return {
        "words": signal.text,
        "work_area": signal.work_area_id,
        "place": signal.address,
        "lat": signal.lat,
        "lon": signal.lon,
    }


def begin_with(
    request: HttpRequest, form: StartForm, *, cause: Signal | None = None, for_staff: bool = False
) -> HttpResponse:
    """The form; then what is there already that looks like it; then it stands."""
    if request.method == "POST" and form.is_valid():
        is_again = queries.started_with(form.cleaned_data["client_key"]) is not None
        same = [] if is_again or "nieuw" in request.POST else alike_to(form.cleaned_data, for_staff=for_staff)
        if same:
            context = {"alike": same, "typed": typed(request), "for_staff": for_staff}
            return render(request, "budgets/initiative_same.html", context)
        with refusals_shown_in(form), limits.counted(request, what=_("initiatieven")):
            starter = initiatives.start(**form.values, cause=cause, is_by_staff=for_staff, **policy.deed(request))
            words = _("Uw initiatief is binnen. Iemand van de gemeente kijkt het na; daarna leest iedereen het.")
            if for_staff:
                words = _("Het initiatief staat erin. Kijk het na en maak het openbaar.")
            if not is_again:
                words = with_photos(request, starter.initiative, form.cleaned_data["photos"], words)
            return pages.done(request, words, _back_to(request, starter, for_staff=for_staff))
    context = {
        "form": form,
        "map": area_maps.work_area_map(clock.today(), with_links=False),
        "for_staff": for_staff,
        "cause": cause,
    }
    status = 422 if form.errors and request.htmx else 200  # type: ignore[attr-defined]
    return render(request, "budgets/initiative_start.html", context, status=status)


def _back_to(request: HttpRequest, starter: Starter, *, for_staff: bool) -> Starter | Initiative | str:
    """To the page of the link; for staff to the initiative, unless it lies in an area that is not theirs."""
    if not for_staff:
        return starter
    row = starter.initiative
    is_own = policy.may(policy.actor_of(request), Permission.INITIATIVE_MANAGE, on=row)
    return row if is_own else reverse("budgets:manage_initiatives")


def alike_to(values: dict[str, Any], **more: Any) -> list[queries.Alike]:
    names = ("title", "words", "work_area", "lat", "lon")
    return queries.alike(**{name: values.get(name) for name in names}, **more)  # type: ignore[arg-type]


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to send again from the page that asks whether it is the same. Photos are added afterwards."""
    left_out = {"csrfmiddlewaretoken", "nieuw", "photos"}
    return [(name, str(value)) for name, value in request.POST.items() if name not in left_out]


def with_photos(request: HttpRequest, row: Initiative, uploads: list[UploadedFile[bytes]], words: str) -> str:
    """What was sent stands; a photo that is refused is told and can be tried again."""
    for upload in uploads:
        try:
            initiatives.add_photos(row, [upload], **policy.deed(request))
        except Refusal as refusal:
            words = f"{words} {refusal.words}"
    return words


# ── Supporting and helping ─────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.INITIATIVE_VIEW, find=queries.public_initiative)
def support(request: HttpRequest, row: Initiative) -> HttpResponse:
    form = SupportForm(pages.posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form), limits.counted(request, what=_("steunbetuigingen")):
            supporting.support(row, **form.values, **policy.deed(request))
            words = _("Kijk in uw e-mail. Met de link daarin telt uw steun mee.")
            return pages.done(request, words, row.public_address)
    return pages.form_page(
        request,
        form,
        _("Steun dit initiatief"),
        submit=_("Ik steun dit"),
        back=row.public_address,
        back_to=row.public_title,
        note=_("Geen e-mail? Teken op papier bij de initiatiefnemer, of bel de gemeente. Dat telt net zo mee."),
    )


by_link = links.by_link(SUPPORT)


@by_link
def own_support(request: HttpRequest, row: Support) -> HttpResponse:
    """With the link from the letter: let it count, hear no more of it, or take it back."""
    return render(request, "budgets/own_support.html", {"support": row, "initiative": _leading(row.initiative)})


def _leading(row: Initiative) -> Initiative:
    return row.merged_into or row


@require_POST
@by_link
def confirm_support(request: HttpRequest, row: Support) -> HttpResponse:
    def act() -> None:
        supporting.confirm(row, **policy.deed(request))

    return pages.press(request, act, _("Dank u. Uw steun telt mee."), to=row)


@require_POST
@by_link
def stop_news(request: HttpRequest, row: Support) -> HttpResponse:
    def act() -> None:
        supporting.stop_news(row, **policy.deed(request))

    return pages.press(request, act, _("U krijgt geen berichten meer. Uw adres is gewist."), to=row)


@require_POST
@by_link
def take_back_support(request: HttpRequest, row: Support) -> HttpResponse:
    def act() -> None:
        supporting.take_back(row, **policy.deed(request))

    back = _leading(row.initiative)
    to = back.public_address if back.is_public else reverse("budgets:initiatives")
    return pages.press(request, act, _("Uw steun is ingetrokken. Wij bewaren niets meer van u."), to=to)


def _asked(row: Initiative, number: str) -> HelpWanted | None:
    return next((each for each in queries.public_help(row) if str(each.pk) == number), None)


@needs(Permission.INITIATIVE_VIEW, find=queries.public_initiative)
def offer_help(request: HttpRequest, row: Initiative) -> HttpResponse:
    """The name and the address of who wants to help go to whoever started it, and to nobody else."""
    form = OfferForm(pages.posted(request))
    wanted = _asked(row, request.GET.get("wat", ""))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form), limits.counted(request, what=_("berichten")):
            helping.offer_help(row, wanted=wanted, **form.values, **policy.deed(request))
            words = _("Dank u. De initiatiefnemer heeft uw aanbod en neemt contact met u op.")
            return pages.done(request, words, row.public_address)
    return pages.form_page(
        request,
        form,
        _("Ik wil helpen"),
        submit=_("Bied hulp aan"),
        back=row.public_address,
        back_to=row.public_title,
        note=wanted.public_words if wanted is not None else "",
    )
