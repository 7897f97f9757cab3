"""Keeping the own initiative with the secret link: words, how it goes, help, news, photos, forgetting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.budgets.forms.initiatives import AddPhotosForm, ChangeForm, HelpForm, StateForm, UpdateForm
from wijkwerk.domain.budgets.initiative_states import MOVES, InitiativeState
from wijkwerk.domain.budgets.models import HelpOffer, HelpWanted, InitiativePhoto, Starter, UpdateKind
from wijkwerk.domain.budgets.operations import helping, initiatives
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.secret_links import INITIATIVE
from wijkwerk.domain.budgets.views.initiatives import map_of, steps_of, with_photos
from wijkwerk.foundation.access import links, policy
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.kit.components import badge
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.refusals import keep_each, refusals_shown_in

LINK_ENDS = "budgets/initiative_unknown_link.html"
by_link = links.by_link(INITIATIVE, unknown=LINK_ENDS, expired=LINK_ENDS)


def _pressed(request: HttpRequest, starter: Starter, act: Callable[[], object], words: str) -> HttpResponse:
    if request.method != "POST":
        return redirect(starter)
    return pages.press(request, act, words, to=starter)


@by_link
def own_initiative(request: HttpRequest, starter: Starter) -> HttpResponse:
    """How it stands, who wants to help, and what one can do."""
    row = starter.initiative
    leading = row.merged_into or row
    context = {
        "starter": starter,
        "initiative": row,
        "leading": leading,
        "check": check_words(row),
        "steps": [] if row.merged_into else steps_of(row, has_money=queries.has_money(row)),
        "supporters": queries.supporters_of(leading),
        "money": queries.money_of(leading),
        "help": [(each, check_words(each)) for each in HelpWanted.objects.filter(initiative=row)],
        "updates": [(each, check_words(each)) for each in row.updates.all()],
        "offers": queries.offers_for(starter),
        "photos": InitiativePhoto.objects.filter(initiative=row).select_related("photo"),
        "map": map_of(row) if row.is_public else None,
        "apply_address": f"{reverse('budgets:apply')}?initiatief={row.pk}",
        "can_move": bool(MOVES[InitiativeState(row.state)]),
        "comes_from": queries.signals_behind(row),
    }
    return render(request, "budgets/own_initiative.html", context)


def check_words(row: Any) -> Any:
    """Whether everybody reads it already."""
    if row.to_check_since is not None:
        return badge(_("wordt nagekeken"), "warning")
    if row.is_public:
        return badge(_("iedereen kan dit lezen"), "ok")
    return badge(_("niet geplaatst"), "danger") if row.kept_back_because else badge(_("niet openbaar"), "neutral")


@by_link
def change(request: HttpRequest, starter: Starter) -> HttpResponse:
    row = starter.initiative
    words = _("Opgeslagen. Iemand van de gemeente kijkt het na. Daarna leest iedereen de nieuwe tekst.")
    return _deed_page(
        request,
        starter,
        ChangeForm(pages.posted(request), initial=as_typed(row)),
        _("Wijzig uw initiatief"),
        lambda values: initiatives.change(row, **values, **policy.deed(request)),
        words,
        **with_map(),
    )


def _deed_page(
    request: HttpRequest,
    starter: Starter,
    form: Form,
    title: str,
    do: Callable[[dict[str, Any]], object],
    words: str,
    **more: Any,
) -> HttpResponse:
    back, back_to = starter.get_absolute_url(), starter.initiative.title
    return pages.deed_page(request, form, title, do, words=words, back=back, back_to=back_to, **more)


def as_typed(row: Any) -> dict[str, Any]:
    names = ("title", "words", "place", "lat", "lon", "version")
    return {"work_area": row.work_area_id, **{name: getattr(row, name) for name in names}}


def with_map() -> dict[str, Any]:
    """The page on which words and place are changed."""
    return {
        "template": "budgets/initiative_change.html",
        "map": area_maps.work_area_map(clock.today(), with_links=False),
    }


@by_link
def set_state(request: HttpRequest, starter: Starter) -> HttpResponse:
    row = starter.initiative
    form = StateForm(pages.posted(request), initiative=row, has_money=queries.has_money(row))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            initiatives.move(row, **form.cleaned_data, **policy.deed(request))
            if form.cleaned_data["state"] == InitiativeState.DONE:
                words = _("Mooi dat het gelukt is. Vertel wat het opbracht: daar hebben anderen wat aan.")
                return pages.done(request, words, _to(starter, "tell", "?opbrengst"))
            return pages.done(request, _("Opgeslagen."), starter)
    title = _("Hoe staat het ervoor?")
    return pages.form_page(request, form, title, back=starter.get_absolute_url(), back_to=row.title)


def _to(starter: Starter, name: str, more: str = "") -> str:
    return reverse(f"budgets:own_initiative_{name}", args=[starter.link_key]) + more


@by_link
def ask_help(request: HttpRequest, starter: Starter) -> HttpResponse:
    return _deed_page(
        request,
        starter,
        HelpForm(pages.posted(request)),
        _("Vraag hulp"),
        lambda values: helping.ask_help(starter.initiative, **values, **policy.deed(request)),
        _("Uw vraag om hulp is binnen. Iemand van de gemeente kijkt haar na; daarna leest iedereen haar."),
        submit=_("Vraag hulp"),
        note=_("Wie wil helpen, laat een naam en een adres achter. Die krijgt u, en verder niemand."),
    )


@by_link
def close_help(request: HttpRequest, starter: Starter, number: int) -> HttpResponse:
    found = get_object_or_404(HelpWanted, initiative=starter.initiative, pk=number)

    def act() -> None:
        helping.close_help(found, **policy.deed(request))

    return _pressed(request, starter, act, _("Fijn dat er hulp is. De vraag staat niet meer op de website."))


@by_link
def drop_offer(request: HttpRequest, starter: Starter, number: int) -> HttpResponse:
    found = get_object_or_404(HelpOffer, initiative=starter.initiative, pk=number)

    def act() -> None:
        helping.drop_offer(found, **policy.deed(request))

    return _pressed(request, starter, act, _("Het aanbod is weg, met de naam en het adres."))


@by_link
def tell(request: HttpRequest, starter: Starter) -> HttpResponse:
    """News, or what it brought, with photos."""
    start = {"kind": UpdateKind.BROUGHT} if "opbrengst" in request.GET else {}
    form = UpdateForm(pages.posted(request), request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        values = form.values
        uploads = values.pop("photos")
        is_again = queries.was_told_with(values["client_key"])
        with refusals_shown_in(form):
            helping.write_update(starter.initiative, **values, **policy.deed(request))
            words = _("Uw bericht is binnen. Iemand van de gemeente kijkt het na; daarna leest iedereen het.")
            if not is_again:
                words = with_photos(request, starter.initiative, uploads, words)
            return pages.done(request, words, starter)
    return pages.form_page(
        request,
        form,
        _("Vertel hoe het gaat"),
        submit=_("Versturen"),
        back=starter.get_absolute_url(),
        back_to=starter.initiative.title,
    )


@by_link
def photo(request: HttpRequest, starter: Starter, number: int, size: str) -> HttpResponse:
    rows = InitiativePhoto.objects.select_related("photo")
    found = get_object_or_404(rows, initiative=starter.initiative, pk=number)
    return serving.photo_response(found.photo, serving.size_named(size), request=request)


@by_link
def remove_photo(request: HttpRequest, starter: Starter, number: int) -> HttpResponse:
    rows = InitiativePhoto.objects.select_related("photo", "initiative")
    found = get_object_or_404(rows, initiative=starter.initiative, pk=number)

    def act() -> None:
        initiatives.remove_photo(found, **policy.deed(request))

    return _pressed(request, starter, act, _("De foto is weg."))


@by_link
def add_photos(request: HttpRequest, starter: Starter) -> HttpResponse:
    """Photos by themselves; one that is refused is told, the others stand."""
    form = AddPhotosForm(pages.posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        keep_each(
            form.cleaned_data["photos"],
            lambda photo: initiatives.add_photos(starter.initiative, [photo], **policy.deed(request)),
            form=form,
            field="photos",
        )
        if form.is_valid():
            words = _("Uw foto's zijn binnen. Iemand van de gemeente kijkt ze na; daarna ziet iedereen ze.")
            return pages.done(request, words, starter)
    back, back_to = starter.get_absolute_url(), starter.initiative.title
    return pages.form_page(request, form, _("Voeg foto's toe"), back=back, back_to=back_to, submit=_("Stuur op"))


@by_link
def forget_me(request: HttpRequest, starter: Starter) -> HttpResponse:
    def act() -> None:
        initiatives.forget_starter(starter, **policy.deed(request))

    return _pressed(request, starter, act, _("Uw naam en adres zijn gewist. Deze pagina blijft werken."))


@by_link
def withdraw(request: HttpRequest, starter: Starter) -> HttpResponse:
    def act() -> None:
        initiatives.withdraw(starter, **policy.deed(request))

    return _pressed(
        request, starter, act, _("Uw initiatief staat niet meer op de website. Uw naam en adres zijn gewist.")
    )
