"""Initiatives for staff: what is to be checked, publishing, keeping back, helping whoever started it, merging."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets import list_files
from wijkwerk.domain.budgets.forms.initiatives import (
    ChangeForm,
    HelpForm,
    ManageFilter,
    MergeForm,
    PaperForm,
    PublicWordsForm,
    PublishForm,
    ReasonForm,
    StartForResidentForm,
    StateForm,
    UpdateForm,
)
from wijkwerk.domain.budgets.initiative_states import MOVES, InitiativeState
from wijkwerk.domain.budgets.models import HelpWanted, Initiative, InitiativePhoto, PaperSupport, Starter
from wijkwerk.domain.budgets.operations import helping, initiatives, supporting
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.views.initiatives import alike_to, as_said, begin_with, map_of, steps_of, with_photos
from wijkwerk.domain.budgets.views.own_initiative import as_typed, check_words, with_map
from wijkwerk.domain.signals.operations import tells_who
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock, components, pages, paging
from wijkwerk.foundation.kit.components import Column, Tab, Table, badge, day, link
from wijkwerk.foundation.kit.documents.sheets import Cell
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel


def _columns() -> list[Column[Any]]:
    return [
        Column(_("Initiatief"), lambda row: link(row.get_absolute_url(), row.title), main=True),
        Column(_("Gebied"), lambda row: row.work_area.name, sort="gebied", order=("work_area__name", "id")),
        Column(_("Stand"), lambda row: badge(row.get_state_display(), row.tone)),
        Column(_("Website"), check_words),
        Column(_("Begonnen"), lambda row: day(row.started_at), sort="datum", order=("started_at", "id")),
    ]


def _tabs(here: str, waiting: int) -> list[Tab]:
    return [
        Tab(_("Na te kijken"), reverse("budgets:initiatives_to_check"), here == "check", waiting),
        Tab(_("Alle initiatieven"), reverse("budgets:manage_initiatives"), here == "all"),
    ]


@needs(Permission.INITIATIVE_MANAGE)
def to_check(request: HttpRequest) -> HttpResponse:
    """What residents wrote and nobody looked at yet, the oldest first."""
    rows = queries.to_check(policy.actor_of(request))
    what = {
        "initiative": _("initiatief"),
        "help": _("vraag om hulp"),
        "update": _("bericht"),
        "photo": _("foto"),
    }
    columns: list[Column[Any]] = [
        Column(_("Initiatief"), lambda row: link(row.initiative.get_absolute_url(), row.initiative.title), main=True),
        Column(_("Wat"), lambda row: what[row.what]),
        Column(_("Gebied"), lambda row: row.initiative.work_area.name),
        Column(_("Wacht sinds"), lambda row: day(row.since)),
    ]
    table: Table[Any] = Table(
        columns, rows, caption=_("Na te kijken"), request=request, empty=_("Er is niets om na te kijken.")
    )
    context = {"tabs": _tabs("check", len(rows)), "table": table, "is_check": True}
    return render(request, "budgets/manage_initiatives.html", context)


@needs(Permission.INITIATIVE_MANAGE)
def manage_list(request: HttpRequest) -> HttpResponseBase:
    """All of the own areas; as a file too, without who started them."""
    actor = policy.actor_of(request)
    form = ManageFilter(request.GET or None, actor=actor)
    wanted, columns = queries.managed_by(actor), _columns()
    if form.is_valid():
        if form.cleaned_data["gebied"]:
            wanted = wanted.filter(work_area=form.cleaned_data["gebied"])
        if form.cleaned_data["stand"]:
            wanted = wanted.filter(state=form.cleaned_data["stand"])
    sorting = components.sorting(request, columns, default="-datum")
    if kind := request.GET.get("als", ""):
        rows = _in_file(list(wanted.order_by(*sorting.order)))
        return list_files.answer(kind, name=_("initiatieven"), heads=HEADS, rows=rows)
    page = paging.page(wanted, after=request.GET.get("na", ""), order=sorting.order)
    table: Table[Any] = Table(
        columns,
        page,
        caption=_("Initiatieven"),
        request=request,
        sorting=sorting,
        empty=_("Er zijn nog geen initiatieven in uw gebied."),
    )
    tabs = _tabs("all", len(queries.to_check(actor)))
    context = {"tabs": tabs, "table": table, "form": form, "files": list_files.addresses(request)}
    template = "budgets/manage_initiatives.html"
    return render(request, f"{template}#list" if request.htmx else template, context)  # type: ignore[attr-defined]


HEADS = ["nummer", "initiatief", "naam op de website", "gebied", "stand", "openbaar", "na te kijken", "begonnen op",
         "afgelopen op", "steun", "pagina"]  # fmt: skip
COUNTED_AT_ONCE = 500


def _in_file(rows: list[Initiative]) -> Iterator[list[Cell]]:
    for start in range(0, len(rows), COUNTED_AT_ONCE):
        some = rows[start : start + COUNTED_AT_ONCE]
        supporters = queries.supporters(row.pk for row in some)
        for row in some:
            yield [
                row.pk,
                row.title,
                row.public_title,
                row.work_area.name,
                str(row.get_state_display()),
                _("ja") if row.is_public else _("nee"),
                _("ja") if row.waits_for_check else _("nee"),
                clock.dutch(row.started_at).date(),
                clock.dutch(row.ended_at).date() if row.ended_at else None,
                supporters[row.pk],
                outbox.absolute(row.public_address) if row.is_public else "",
            ]


@needs(Permission.INITIATIVE_MANAGE)
def start_for(request: HttpRequest) -> HttpResponse:
    """Somebody rang, wrote or stood at the desk; or reported an idea, as with `?signaal=12`."""
    asked = request.GET.get("signaal", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 18
    cause = queries.idea_visible_to(policy.actor_of(request), int(asked)) if is_number else None
    begin = as_said(cause) | {"reply_by": Channel.NONE} if cause is not None else {}
    form = StartForResidentForm(pages.posted(request), request.FILES or None, initial=begin)
    return begin_with(request, form, cause=cause, for_staff=True)


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def manage(request: HttpRequest, row: Initiative) -> HttpResponse:
    """All of one initiative: what is to be checked, who started it, who supports it, what is like it."""
    starter = Starter.objects.get(initiative=row)
    photos = InitiativePhoto.objects.filter(initiative=row).select_related("photo")
    alike = [] if row.merged_into or not row.is_live else alike_to(_values(row), besides=row.pk, for_staff=True)
    context = {
        "initiative": row,
        "starter": starter,
        "check": check_words(row),
        "steps": [] if row.merged_into else steps_of(row, has_money=queries.has_money(row)),
        "supporters": queries.supporters_of(row),
        "papers": row.paper_supports.select_related("entered_by"),
        "help": [(each, check_words(each)) for each in row.help_wanted.all()],
        "updates": [(each, check_words(each)) for each in row.updates.all()],
        "photos": photos,
        "unchecked_photos": [each for each in photos if not each.is_checked],
        "merged": list(Initiative.objects.filter(merged_into=row)),
        "alike": alike,
        "can_publish": row.to_check_since is None and not row.is_public and bool(row.kept_back_because),
        "money": queries.money_of(row),
        "map": map_of(row),
        "can_move": bool(MOVES[InitiativeState(row.state)]),
    }
    return render(request, "budgets/manage_initiative.html", context)


def _values(row: Initiative) -> dict[str, Any]:
    return {"title": row.title, "words": row.words, "work_area": row.work_area, "lat": row.lat, "lon": row.lon}


def _deed_page(
    request: HttpRequest,
    row: Initiative,
    form: Form,
    title: str,
    do: Callable[[dict[str, Any]], object],
    words: str,
    **more: Any,
) -> HttpResponse:
    return pages.deed_page(
        request, form, title, do, words=words, back=row.get_absolute_url(), back_to=row.title, **more
    )


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def publish(request: HttpRequest, row: Initiative) -> HttpResponse:
    """The words as they were sent, with what tells who somebody is named; what is sent back everybody reads. Those that
    were checked before, where nothing new waits."""
    was_checked = row.published_at is not None and not row.waits_for_check
    reads = was_checked and row.is_public
    photos = InitiativePhoto.objects.filter(initiative=row).select_related("photo")
    form = PublishForm(
        pages.posted(request),
        initial={
            "public_title": row.public_title if was_checked else row.title,
            "public_words": row.public_words if was_checked else row.words,
            "public_place": row.public_place if was_checked else row.place,
            "shows_place": row.public_lat is not None or (row.lat is not None and not row.is_public),
            "photos": [photo.pk for photo in photos if photo.is_public],
            "version": row.version,
        },
        photos=photos,
        may_show_place=row.lat is not None,
    )
    found = sorted({words for name in ("title", "words", "place") for words in tells_who(getattr(row, name))})
    return _deed_page(
        request,
        row,
        form,
        _("Wat iedereen leest") if reads else _("Nakijken en openbaar maken"),
        lambda values: initiatives.publish(row, **values, **policy.deed(request)),
        _("Iedereen kan dit initiatief nu lezen."),
        submit=_("Opslaan") if reads else _("Maak openbaar"),
        template="budgets/initiative_publish.html",
        found=[] if reads else found,
        reads=reads,
        photos=photos,
        initiative=row,
    )


def _reason(
    request: HttpRequest, row: Initiative, title: str, note: str, submit: str, act: Callable[[str], object], done: str
) -> HttpResponse:
    form = ReasonForm(pages.posted(request))
    return _deed_page(request, row, form, title, lambda values: act(values["reason"]), done, note=note, submit=submit)


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def keep_back(request: HttpRequest, row: Initiative) -> HttpResponse:
    return _reason(
        request,
        row,
        _("Niet plaatsen"),
        _("De initiatiefnemer leest uw reden en kan de tekst aanpassen."),
        _("Plaats niet"),
        lambda reason: initiatives.keep_back(row, reason=reason, **policy.deed(request)),
        _("Niet geplaatst. De initiatiefnemer hoort waarom."),
    )


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def take_off(request: HttpRequest, row: Initiative) -> HttpResponse:
    return _reason(
        request,
        row,
        _("Van de website halen"),
        _("De initiatiefnemer leest uw reden."),
        _("Haal van de website"),
        lambda reason: initiatives.take_off(row, reason=reason, **policy.deed(request)),
        _("Het initiatief staat niet meer op de website."),
    )


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def change(request: HttpRequest, row: Initiative) -> HttpResponse:
    """For whoever started it, as they ask it by telephone or at the desk."""
    return _deed_page(
        request,
        row,
        ChangeForm(pages.posted(request), initial=as_typed(row)),
        _("Wijzig het initiatief"),
        lambda values: initiatives.change(row, **values, **policy.deed(request)),
        _("Opgeslagen. Kijk het na en maak het openbaar."),
        **with_map(),
    )


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def set_state(request: HttpRequest, row: Initiative) -> HttpResponse:
    return _deed_page(
        request,
        row,
        StateForm(pages.posted(request), initiative=row, has_money=queries.has_money(row)),
        _("Hoe staat het ervoor?"),
        lambda values: initiatives.move(row, **values, **policy.deed(request)),
        _("Opgeslagen."),
    )


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def ask_help(request: HttpRequest, row: Initiative) -> HttpResponse:
    return _deed_page(
        request,
        row,
        HelpForm(pages.posted(request)),
        _("Vraag hulp"),
        lambda values: helping.ask_help(row, **values, **policy.deed(request)),
        _("De vraag staat erin. Kijk haar na en maak haar openbaar."),
    )


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def tell(request: HttpRequest, row: Initiative) -> HttpResponse:
    form = UpdateForm(pages.posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.values
        uploads = values.pop("photos")
        is_again = queries.was_told_with(values["client_key"])
        with refusals_shown_in(form):
            helping.write_update(row, **values, **policy.deed(request))
            words = _("Het bericht staat erin. Kijk het na en maak het openbaar.")
            return pages.done(request, words if is_again else with_photos(request, row, uploads, words), row)
    back = row.get_absolute_url()
    return pages.form_page(request, form, _("Vertel hoe het gaat"), back=back, back_to=row.title)


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def merge(request: HttpRequest, row: Initiative) -> HttpResponse:
    """Into another that goes on: whoever supports either supports the one."""
    actor = policy.actor_of(request)
    candidates = queries.managed_by(actor).live().exclude(pk=row.pk).order_by("title", "id")  # type: ignore[attr-defined]
    first = [each.initiative for each in alike_to(_values(row), besides=row.pk, for_staff=True)]
    form = MergeForm(pages.posted(request), candidates=candidates, first=first)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            into = initiatives.merge(row, into=form.cleaned_data["into"], **policy.deed(request))
            return pages.done(request, _("Samengevoegd. Alle steun telt mee, en wie beide steunde één keer."), into)
    return pages.form_page(
        request,
        form,
        _("Samenvoegen"),
        back=row.get_absolute_url(),
        back_to=row.title,
        submit=_("Voeg samen"),
        note=_("Wie dit initiatief begon en wie het steunde gaan mee. Het andere gaat verder onder zijn eigen naam."),
    )


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def split(request: HttpRequest, row: Initiative) -> HttpResponse:
    return _reason(
        request,
        row,
        _("Weer uit elkaar halen"),
        _("Dit initiatief gaat weer alleen verder, met de steun die het zelf had."),
        _("Haal uit elkaar"),
        lambda reason: initiatives.split(row, reason=reason, **policy.deed(request)),
        _("Het initiatief gaat weer alleen verder."),
    )


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def enter_paper(request: HttpRequest, row: Initiative) -> HttpResponse:
    """Signatures on paper count as those on the web."""
    return _deed_page(
        request,
        row,
        PaperForm(pages.posted(request), initial={"received_on": clock.today()}),
        _("Handtekeningen op papier"),
        lambda values: supporting.enter_paper(row, **values, **policy.deed(request)),
        _("De handtekeningen tellen mee."),
        submit=_("Tel mee"),
    )


@needs(Permission.INITIATIVE_MANAGE, find=queries.paper_support)
def take_back_paper(request: HttpRequest, paper: PaperSupport) -> HttpResponse:
    return _reason(
        request,
        paper.initiative,
        _("Lijst laten vervallen"),
        _("De lijst telt niet meer mee. Zij blijft hier staan, met uw reden."),
        _("Laat vervallen"),
        lambda reason: supporting.take_back_paper(paper, reason=reason, **policy.deed(request)),
        _("De lijst telt niet meer mee."),
    )


def words_of(what: str, pk: int) -> queries.WrittenByStarter:
    """For the guard: a question for help, or an update."""
    return queries.help_wanted(pk) if what == "hulp" else queries.update(pk)


@needs(Permission.INITIATIVE_MANAGE, find=words_of)
def publish_words(request: HttpRequest, row: queries.WrittenByStarter) -> HttpResponse:
    return _deed_page(
        request,
        row.initiative,
        PublicWordsForm(pages.posted(request), initial={"public_words": row.public_words or row.words}),
        _("Vraag om hulp nakijken") if isinstance(row, HelpWanted) else _("Bericht nakijken"),
        lambda values: helping.publish_words(row, **values, **policy.deed(request)),
        _("Iedereen kan dit nu lezen."),
        submit=_("Maak openbaar"),
    )


@needs(Permission.INITIATIVE_MANAGE, find=words_of)
def keep_back_words(request: HttpRequest, row: queries.WrittenByStarter) -> HttpResponse:
    return _reason(
        request,
        row.initiative,
        _("Niet plaatsen"),
        row.words,
        _("Plaats niet"),
        lambda reason: helping.keep_back_words(row, reason=reason, **policy.deed(request)),
        _("Niet geplaatst. De initiatiefnemer hoort waarom."),
    )


@require_POST
@needs(Permission.INITIATIVE_MANAGE, find=queries.help_wanted)
def close_help(request: HttpRequest, row: HelpWanted) -> HttpResponse:
    def act() -> None:
        helping.close_help(row, **policy.deed(request))

    return pages.press(request, act, _("De vraag staat niet meer op de website."), to=row.initiative)


def photo_of(pk: int, number: int) -> InitiativePhoto:
    found: InitiativePhoto = InitiativePhoto.objects.select_related("photo", "initiative__work_area").get(
        pk=number, initiative=pk
    )
    return found


@needs(Permission.INITIATIVE_MANAGE, find=photo_of)
def photo(request: HttpRequest, found: InitiativePhoto) -> HttpResponse:
    return serving.photo_response(found.photo, "small", request=request)


@require_POST
@needs(Permission.INITIATIVE_MANAGE, find=photo_of)
def remove_photo(request: HttpRequest, found: InitiativePhoto) -> HttpResponse:
    def act() -> None:
        initiatives.remove_photo(found, **policy.deed(request))

    return pages.press(request, act, _("De foto is weg."), to=found.initiative)


@needs(Permission.INITIATIVE_MANAGE, find=queries.initiative)
def link_again(request: HttpRequest, row: Initiative) -> HttpResponse:
    """Whoever started it lost the link: they get it once more, by the way they chose."""
    starter = Starter.objects.select_related("initiative").get(initiative=row)

    def act() -> None:
        initiatives.send_link_again(starter, **policy.deed(request))

    if request.method != "POST":
        return redirect(row)
    return pages.press(request, act, _("De link is opnieuw verstuurd."), to=row)
