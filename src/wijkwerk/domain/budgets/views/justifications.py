"""Justifications for staff: what is to be judged, one of them with its sum, each deed at its own address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets.forms import justifications as forms
from wijkwerk.domain.budgets.models import Application, Claim, Fund, Justification, Receipt, StoryPhoto
from wijkwerk.domain.budgets.operations import justifications as operations
from wijkwerk.domain.budgets.queries import applications, claims
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.domain.budgets.queries import ledger as ledger_queries
from wijkwerk.domain.budgets.views import telling
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.files.forms import BlackOutForm
from wijkwerk.foundation.kit import clock, components, money, paging
from wijkwerk.foundation.kit.components import Column, Figure, Table, badge, day, link
from wijkwerk.foundation.kit.pages import deed_page, done, posted, press
from wijkwerk.foundation.kit.refusals import refusals_shown_in


# ── The list ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.APPLICATION_VIEW)
def justification_list(request: HttpRequest) -> HttpResponse:
    """What is to be judged, what still has to be told, what is late, what is over."""
    actor, today = policy.actor_of(request), clock.today()
    form = forms.JustificationFilter(
        request.GET or None, work_areas=areas.work_areas(today), funds=Fund.objects.shown().order_by("name")
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    columns = _list_columns(today)
    sorting = components.sorting(request, columns, default="uiterlijk")
    rows = queries.justifications(
        actor=actor,
        on=today,
        shows=chosen.get("toont") or "",
        work_area=chosen.get("gebied"),
        fund=chosen.get("budget"),
    )
    page = paging.page(rows, after=request.GET.get("na", ""), order=sorting.order)
    counts = queries.counts(actor, on=today)
    here = reverse("budgets:justifications")
    return render(
        request,
        "budgets/justifications/list.html",
        {
            "form": form,
            "figures": [
                Figure(_("Te beoordelen"), counts.to_judge, address=f"{here}?toont=beoordelen"),
                Figure(_("Te laat"), counts.late, address=f"{here}?toont=te-laat"),
                Figure(_("Nog te doen"), counts.to_do, address=f"{here}?toont=nog-te-doen"),
                Figure(
                    _("Moet nog terugkomen"),
                    money.written(counts.to_come_back_cents),
                    note=_("terugvorderingen: %(n)s") % {"n": counts.claims},
                    address=f"{reverse('budgets:claims')}?toont=open",
                ),
            ],
            "table": Table(
                columns,
                page,
                caption=_("Verantwoordingen"),
                request=request,
                sorting=sorting,
                empty=_("Er zijn geen verantwoordingen die hierbij passen."),
            ),
        },
    )


def _list_columns(today: Any) -> list[Column[Any]]:
    return [
        Column(
            _("Aanvraag"),
            lambda each: link(each.get_absolute_url(), f"{_application(each).number} {_application(each).title}"),
            main=True,
            sort="nummer",
            order=("grant__application__number", "id"),
        ),
        Column(_("Gebied"), lambda each: _application(each).work_area or _("hele gemeente")),
        Column(_("Toegekend"), lambda each: money.written(each.grant.amount_cents), numeric=True),
        Column(_("Bonnen"), lambda each: each.receipt_count, numeric=True),
        Column(_("Foto's"), lambda each: each.photo_count, numeric=True),
        Column(_("Uiterlijk"), lambda each: day(each.due_on), sort="uiterlijk", order=("due_on", "id")),
        Column(_("Stand"), lambda each: stand_of(each, today)),
    ]


def _application(told: Justification) -> Any:
    return told.grant.application


def stand_of(told: Justification, today: Any) -> SafeString:
    if told.is_late(today):
        return badge(_("te laat"), tone="danger")
    return badge(told.get_state_display(), tone=told.tone)


# ── One ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.APPLICATION_VIEW, find=queries.justification)
def justification(request: HttpRequest, told: Justification) -> HttpResponse:
    """What was told, what it cost beside what was planned, and the sum that follows from it."""
    insight = queries.insight(policy.actor_of(request), told)
    receipts, today = queries.receipts_of(told), clock.today()
    stands = ledger_queries.stands_of_grant(told.grant)
    sum_of = queries.sum_of(told, stands) if not told.is_judged else None
    asked_back = claims.claims_of(told.grant)
    return render(
        request,
        "budgets/justifications/justification.html",
        {
            "told": told,
            "grant": told.grant,
            "application": _application(told),
            "insight": insight,
            "facts": _facts(told, queries.total_of(receipts)),
            "sum": queries.in_words(sum_of.lines) if sum_of is not None and told.handed_in_at else [],
            "receipts": _receipt_table(request, told, receipts, shows_photos=insight.sees_who),
            "plan": _plan_table(request, told, receipts),
            "photos": queries.photos_of(told),
            "claims": _claim_table(request, asked_back),
            "is_paid": stands.not_justified,
            "can_be_claimed": stands.not_justified and not any(each.is_open for each in asked_back),
            "reminders": queries.reminders_of(told),
            "today": today,
            "stand": stand_of(told, today),
        },
    )


@needs(Permission.APPLICATION_VIEW, find=applications.application)
def of_application(request: HttpRequest, application: Application) -> HttpResponse:
    """That of the grant of an application; it begins when it is asked for."""
    grant = queries.grant_of(application)
    told = operations.expect(grant, at=clock.now()) if grant is not None else None
    if told is None:
        messages.info(request, _("Bij deze aanvraag hoort geen verantwoording."))
        return redirect(application)
    return redirect(told)


def _facts(told: Justification, receipts_cents: int) -> list[tuple[str, object]]:
    application = _application(told)
    return [
        (_("Aanvraag"), link(application.get_absolute_url(), application.number)),
        (_("Budget"), application.fund),
        (_("Toegekend"), money.written(told.grant.amount_cents)),
        (_("Eigen geld in het plan"), money.written(application.own_cents) if application.own_cents else ""),
        (_("Geld van anderen in het plan"), money.written(application.other_cents) if application.other_cents else ""),
        (_("Uitgegeven"), money.written(told.spent_cents)),
        (_("Bonnen samen"), money.written(receipts_cents) if receipts_cents else ""),
        (_("Waarom niet van alles een bon"), told.why_no_receipts),
        (_("Mensen die meededen"), told.people if told.people is not None else ""),
        (_("Uiterlijk"), day(told.due_on) if told.is_writable else ""),
        (_("Ingeleverd"), components.moment(told.handed_in_at) if told.handed_in_at else ""),
        (_("Ingevoerd van papier door"), told.entered_by if told.is_paper else ""),
        (_("Goedgekeurd"), money.written(told.approved_cents)),
        (_("Beoordeeld"), components.moment(told.judged_at) if told.judged_at else ""),
        (_("Beoordeeld door"), told.judged_by or ""),
        (_("Toelichting"), told.words),
    ]


def _receipt_table(
    request: HttpRequest, told: Justification, receipts: list[Receipt], *, shows_photos: bool
) -> Table[Any]:
    columns: list[Column[Any]] = [
        Column(_("Wat"), lambda each: each.words or _("bon zonder omschrijving"), main=True),
        Column(_("Post van het plan"), lambda each: each.cost_line or ""),
        Column(_("Bedrag"), lambda each: money.written(each.cents) or each.typed, numeric=True),
    ]
    if shows_photos:
        columns.append(Column(_("Foto van de bon"), lambda each: _picture_of(told, each)))
    return Table(
        columns, receipts, caption=_("Bonnen"), request=request, empty=_("Er zijn geen bonnen."), show_caption=False
    )


def _picture_of(told: Justification, receipt: Receipt) -> SafeString | str:
    if receipt.photo is None:
        return _("geen foto")
    address = reverse("budgets:receipt_photo_paper", args=[told.pk, receipt.pk, "large"])
    words = _("Bekijk de bon: %(what)s") % {"what": receipt.words or receipt.pk}
    return format_html('<a class="nl-link" href="{}?v={}">{}</a>', address, receipt.photo.version, words)


def _plan_table(request: HttpRequest, told: Justification, receipts: list[Receipt]) -> Table[Any] | None:
    """What was planned beside what the receipts say, where they are told apart."""
    lines = list(_application(told).cost_lines.all())
    if not any(receipt.cost_line_id for receipt in receipts):
        return None
    spent: dict[int | None, int] = {}
    for receipt in receipts:
        spent[receipt.cost_line_id] = spent.get(receipt.cost_line_id, 0) + (receipt.cents or 0)
    rows = [(line.words, line.cents, spent.get(line.pk, 0)) for line in lines]
    if spent.get(None):
        rows.append((_("bij geen post gezet"), 0, spent[None]))
    columns: list[Column[Any]] = [
        Column(_("Post"), lambda row: row[0], main=True),
        Column(_("Begroot"), lambda row: money.written(row[1]), numeric=True),
        Column(_("Bonnen"), lambda row: money.written(row[2]), numeric=True),
        Column(_("Verschil"), lambda row: money.written(row[2] - row[1]), numeric=True),
    ]
    return Table(columns, rows, caption=_("Begroot en uitgegeven"), request=request, show_caption=False)


def _claim_table(request: HttpRequest, rows: list[Claim]) -> Table[Any] | None:
    if not rows:
        return None
    columns: list[Column[Any]] = [
        Column(
            _("Terug te betalen"),
            lambda each: link(each.get_absolute_url(), money.written(each.amount_cents)),
            main=True,
        ),
        Column(_("Teruggekomen"), lambda each: money.written(each.repaid_cents), numeric=True),
        Column(_("Uiterlijk"), lambda each: day(each.pay_by)),
        Column(_("Stand"), lambda each: badge(each.get_state_display(), tone=each.tone)),
    ]
    return Table(columns, rows, caption=_("Terugvorderingen"), request=request, show_caption=False)


# ── Judging ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _deed_page(
    request: HttpRequest,
    told: Justification,
    form: Any,
    do: Callable[[dict[str, Any]], object],
    *,
    title: str,
    submit: str,
    words: str,
    note: str = "",
    template: str = "budgets/justifications/deed.html",
    **more: Any,
) -> HttpResponse:
    return deed_page(
        request,
        form,
        title,
        do,
        words=words,
        back=told.get_absolute_url(),
        back_to=_("Verantwoording %(n)s") % {"n": _application(told).number},
        submit=submit,
        note=note,
        template=template,
        told=told,
        **more,
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.justification)
def approve(request: HttpRequest, told: Justification) -> HttpResponse:
    """The sum stands beside the form; less than it says needs a reason."""
    sum_of = queries.sum_of(told, ledger_queries.stands_of_grant(told.grant))
    form = forms.ApproveForm(posted(request), initial={"approved_cents": sum_of.approved_cents})
    return _deed_page(
        request,
        told,
        form,
        lambda values: operations.approve(told, **values, **policy.deed(request)),
        title=_("Verantwoording goedkeuren"),
        submit=_("Keur goed"),
        words=_("De verantwoording is goedgekeurd. De aanvrager krijgt bericht."),
        sum=queries.in_words(sum_of.lines),
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.justification)
def return_to_complete(request: HttpRequest, told: Justification) -> HttpResponse:
    form = forms.ReturnForm(posted(request))
    return _deed_page(
        request,
        told,
        form,
        lambda values: operations.return_to_complete(told, **values, **policy.deed(request)),
        title=_("Terugsturen om aan te vullen"),
        submit=_("Stuur terug"),
        words=_("De aanvrager krijgt bericht wat er nog ontbreekt."),
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.justification)
def give_more_time(request: HttpRequest, told: Justification) -> HttpResponse:
    form = forms.MoreTimeForm(posted(request))
    return _deed_page(
        request,
        told,
        form,
        lambda values: operations.give_more_time(told, **values, **policy.deed(request)),
        title=_("Uitstel geven"),
        submit=_("Geef uitstel"),
        words=_("De aanvrager heeft meer tijd en krijgt daarvan bericht."),
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.justification)
def close_untold(request: HttpRequest, told: Justification) -> HttpResponse:
    sum_of = queries.sum_of(told, ledger_queries.stands_of_grant(told.grant), approved=0)
    form = forms.CloseUntoldForm(posted(request))
    is_paid = bool(sum_of.back_cents)
    return _deed_page(
        request,
        told,
        form,
        lambda values: operations.close_untold(told, **values, **policy.deed(request)),
        title=_("Er is niets verteld: alles terugvragen") if is_paid else _("Er is niets verteld: niets betalen"),
        submit=_("Vraag alles terug") if is_paid else _("Sluit af"),
        words=_("Alles wat betaald was is teruggevraagd. De aanvrager krijgt bericht.")
        if is_paid
        else _("Er wordt niets betaald. De aanvrager krijgt bericht."),
        sum=queries.in_words(sum_of.lines),
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.justification)
def reopen(request: HttpRequest, told: Justification) -> HttpResponse:
    form = forms.ReopenForm(posted(request))
    return _deed_page(
        request,
        told,
        form,
        lambda values: operations.reopen(told, **values, **policy.deed(request)),
        title=_("Opnieuw beoordelen"),
        submit=_("Beoordeel opnieuw"),
        words=_("De verantwoording ligt er weer om te beoordelen. Wat geboekt was is teruggedraaid."),
    )


# ── Shown to everybody ─────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.INITIATIVE_MANAGE, find=queries.justification)
def publish(request: HttpRequest, told: Justification) -> HttpResponse:
    """Only what there is consent for; somebody reads and looks first."""
    photos = [photo for photo in queries.photos_of(told) if photo.may_publish]
    if not photos and not told.may_publish_story:
        messages.error(request, operations.NoConsent.message)
        return redirect(told)
    start = {
        "public_story": told.public_story or told.told,
        "photos": [photo.pk for photo in photos if photo.is_public or told.published_at is None],
    }
    form = forms.PublishStoryForm(posted(request), initial=start, told=told)
    return _deed_page(
        request,
        told,
        form,
        lambda values: operations.publish(told, **values, **policy.deed(request)),
        title=_("Het verhaal openbaar maken"),
        submit=_("Maak openbaar"),
        words=_("Iedereen kan het verhaal lezen. De aanvrager krijgt bericht."),
        template="budgets/justifications/publish.html",
        photos=photos,
    )


@needs(Permission.INITIATIVE_MANAGE, find=queries.justification)
@require_POST
def take_back(request: HttpRequest, told: Justification) -> HttpResponse:
    deed = policy.deed(request)
    return press(request, lambda: operations.take_back(told, **deed), _("Het verhaal is niet meer openbaar."), to=told)


@needs(Permission.INITIATIVE_MANAGE, find=queries.photo)
def black_out(request: HttpRequest, photo: StoryPhoto) -> HttpResponse:
    """Parts of a photo become black for good."""
    form = BlackOutForm(posted(request))
    told = photo.justification
    if form.is_bound and form.is_valid():
        with refusals_shown_in(form):
            operations.black_out(photo, boxes=form.all_boxes, **policy.deed(request))
            return done(request, _("Dat deel van de foto is voorgoed zwart."), told)
    return render(
        request,
        "files/black_out.html",
        {
            "form": form,
            "photo": photo.photo,
            "picture": reverse("budgets:story_photo_paper", args=[told.pk, photo.pk, "large"]),
            "of": told.grant.application.number,
            "back": told.get_absolute_url(),
            "above": _("Verantwoordingen"),
            "above_address": reverse("budgets:justifications"),
        },
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


# ── Typed from paper ───────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.justification)
def enter(request: HttpRequest, told: Justification) -> HttpResponse:
    """The same form, for somebody who brought it on paper or told it at the desk."""
    if not told.is_writable:
        return redirect(told)
    return telling.page(request, telling.as_it_stands(told), telling.staff_ways(told))


@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.justification)
def keep_entered(request: HttpRequest, told: Justification) -> HttpResponse:
    if request.method != "POST" or not told.is_writable:
        return redirect("budgets:enter_justification", told.pk)
    typed = telling.keep(request, told)
    if not typed.is_right:
        return telling.page(request, typed, telling.staff_ways(told))
    return done(
        request, _("Bewaard. Het is nog niet ingeleverd."), reverse("budgets:enter_justification", args=[told.pk])
    )


@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.justification)
def hand_in_entered(request: HttpRequest, told: Justification) -> HttpResponse:
    if request.method != "POST" or not told.is_writable:
        return redirect("budgets:enter_justification", told.pk)
    typed = telling.hand_in(request, told)
    if not typed.is_right:
        return telling.page(request, typed, telling.staff_ways(told))
    return done(request, _("Ingeleverd namens de aanvrager."), told)


@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.receipt)
def remove_receipt(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    return _remove(request, receipt, operations.remove_receipt, _("De bon is weg."))


@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.photo)
def remove_photo(request: HttpRequest, photo: StoryPhoto) -> HttpResponse:
    return _remove(request, photo, operations.remove_photo, _("De foto is weg."))


def _remove(request: HttpRequest, thing: Any, remove: Callable[..., object], words: str) -> HttpResponse:
    told = queries.justification(thing.justification_id)
    is_entered = told.is_writable and "told" in request.POST
    to = reverse("budgets:enter_justification", args=[told.pk]) if told.is_writable else told.get_absolute_url()
    if request.method != "POST":
        return redirect(to)
    if is_entered:
        telling.keep(request, told)
        thing.refresh_from_db()
    return press(request, lambda: remove(thing, **policy.deed(request)), words, to=to)


# ── Photos ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _receipt_in(number: int, receipt_id: int, size: str) -> Receipt:
    return queries.receipt(number, receipt_id)


def _photo_in(number: int, photo_id: int, size: str) -> StoryPhoto:
    return queries.photo(number, photo_id)


@needs(Permission.APPLICATION_VIEW_APPLICANT, find=_receipt_in)
def receipt_photo(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """A receipt may tell who somebody is: only to who may see that."""
    if receipt.photo is None:
        raise Http404
    return serving.photo_response(receipt.photo, serving.size_named(_size_in(request)), request=request)


@needs(Permission.APPLICATION_VIEW, find=_photo_in)
def story_photo(request: HttpRequest, photo: StoryPhoto) -> HttpResponse:
    return serving.photo_response(photo.photo, serving.size_named(_size_in(request)), request=request)


def _size_in(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["size"]) if match else ""
