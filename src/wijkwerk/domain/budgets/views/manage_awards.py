"""The yearly award for staff: prepare, look through nominations, ask consent, call the jury, announce."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets import list_files
from wijkwerk.domain.budgets.forms.awards import (
    AcceptForm,
    AnnounceForm,
    AskConsentForm,
    AwardForm,
    JoinForm,
    JurorForm,
    NominationForResidentForm,
    PrepareForm,
    ReachForm,
)
from wijkwerk.domain.budgets.forms.initiatives import ReasonForm
from wijkwerk.domain.budgets.models import (
    AWARD_RUNNING,
    AwardState,
    AwardYear,
    Consent,
    Juror,
    Nomination,
    NominationState,
)
from wijkwerk.domain.budgets.operations import awards
from wijkwerk.domain.budgets.queries import awards as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, components, pages, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.documents.sheets import Cell
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.tenancy import scope

STATE_TONES = {
    NominationState.RECEIVED: "warning",
    NominationState.ACCEPTED: "ok",
    NominationState.DECLINED: "neutral",
    NominationState.JOINED: "neutral",
}
CONSENT_TONES = {Consent.NOT_ASKED: "neutral", Consent.ASKED: "warning", Consent.YES: "ok", Consent.NO: "danger"}


def _plural() -> str:
    return capfirst(scope.current().word("award", plural=True))


@needs(Permission.AWARD_MANAGE)
def manage_list(request: HttpRequest) -> HttpResponse:
    actor = policy.actor_of(request)
    new = queries.new_by_award(actor)
    columns: list[Column[Any]] = [
        Column(
            _("Jaar"),
            lambda row: link(row.get_absolute_url(), row.name),
            main=True,
            sort="jaar",
            order=("year", "id"),
        ),
        Column(_("Stand"), lambda row: badge(row.get_state_display(), row.tone)),
        Column(_("Voordragen tot en met"), lambda row: day(clock.dutch(row.closes_at).date())),
        Column(_("Te bekijken"), lambda row: new.get(row.pk, 0), numeric=True),
    ]
    sorting = components.sorting(request, columns, default="-jaar")
    page = paging.page(queries.managed_by(actor), after=request.GET.get("na", ""), order=sorting.order)
    table: Table[Any] = Table(
        columns, page, caption=_plural(), request=request, sorting=sorting, empty=_("Er is nog niets voorbereid.")
    )
    return render(request, "budgets/manage_awards.html", {"table": table})


@needs(Permission.AWARD_MANAGE)
def prepare(request: HttpRequest) -> HttpResponse:
    form = PrepareForm(pages.posted(request), actor=policy.actor_of(request), initial={"year": clock.today().year})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = awards.prepare(**form.values, **policy.deed(request))
            return pages.done(request, _("Klaargezet. Niemand ziet dit nog: open het als alles klopt."), made)
    return pages.form_page(request, form, _("Nieuw jaar"), back=reverse("budgets:manage_awards"), back_to=_plural())


HEADS = ["nummer", "voorgedragen", "soort", "waarom", "stand", "hoort bij", "keren voorgedragen", "naam openbaar",
         "gemiddeld cijfer", "plaats", "voorgedragen op"]  # fmt: skip


def _in_file(row: AwardYear) -> Iterator[list[Cell]]:
    """All nominations, the joined ones too; never who nominated."""
    voices = queries.voices(row)
    standings = {each.nomination.pk: each for each in _standings_of(row)}
    for each in queries.nominations_of(row):
        standing = standings.get(each.pk)
        yield [
            each.pk,
            each.nominee,
            str(each.get_kind_display()),
            each.why,
            str(each.get_state_display()),
            each.joined_to_id,
            voices.get(each.pk, 0),
            str(each.get_consent_display()),
            standing.shown if standing is not None else "",
            standing.place if standing is not None else None,
            clock.dutch(each.nominated_at).date(),
        ]


def _standings_of(row: AwardYear) -> list[queries.Standing]:
    """As soon as the jury judges."""
    return queries.standings(row) if row.state in (AwardState.JUDGING, AwardState.ANNOUNCED) else []


@needs(Permission.AWARD_MANAGE, find=queries.award)
def manage(request: HttpRequest, row: AwardYear) -> HttpResponseBase:
    """The nominations, the jury and what is to do next; the nominations as a file too."""
    if kind := request.GET.get("als", ""):
        return list_files.answer(kind, name=f"voordrachten {row.name}", heads=HEADS, rows=_in_file(row))
    voices = queries.voices(row)
    nominations = list(queries.nominations_of(row).exclude(state=NominationState.JOINED))
    columns: list[Column[Any]] = [
        Column(_("Voorgedragen"), lambda each: link(each.get_absolute_url(), each.nominee), main=True),
        Column(_("Stand"), lambda each: badge(each.get_state_display(), STATE_TONES[NominationState(each.state)])),
        Column(
            _("Naam openbaar"), lambda each: badge(each.get_consent_display(), CONSENT_TONES[Consent(each.consent)])
        ),
        Column(_("Keren voorgedragen"), lambda each: voices.get(each.pk, 0), numeric=True),
    ]
    table: Table[Any] = Table(
        columns,
        nominations,
        caption=_("Voordrachten"),
        request=request,
        empty=_("Er is nog niemand voorgedragen."),
    )
    standings = _standings_of(row)
    to_judge = queries.still_to_judge(row)
    context = {
        "award": row,
        "table": table,
        "new": sum(each.state == NominationState.RECEIVED for each in nominations),
        "jurors": [
            (each, to_judge[each.pk], outbox.absolute(each.get_absolute_url()))
            for each in row.jurors.select_related("person")
        ],
        "standings": _standings(request, standings) if standings else None,
        "files": list_files.addresses(request) if nominations else None,
        "is_running": row.state in (AwardState.DRAFT, AwardState.OPEN, AwardState.JUDGING),
    }
    return render(request, "budgets/manage_award.html", context)


def _standings(request: HttpRequest, standings: list[queries.Standing]) -> Table[Any]:
    columns: list[Column[Any]] = [
        Column(_("Plaats"), lambda each: each.place or "–", numeric=True),
        Column(
            _("Voorgedragen"), lambda each: link(each.nomination.get_absolute_url(), each.nomination.nominee), main=True
        ),
        Column(_("Gemiddeld cijfer"), lambda each: each.shown, numeric=True),
        Column(_("Cijfers"), lambda each: each.judged_by, numeric=True),
        Column(_("Oordeelden niet"), lambda each: each.aside, numeric=True),
    ]
    return Table(columns, standings, caption=_("Hoe de jury oordeelt"), request=request, show_caption=True, empty="")


def _deed_page(
    request: HttpRequest,
    row: AwardYear | Nomination,
    form: Form,
    title: str,
    do: Callable[[dict[str, Any]], object],
    words: str,
    **more: Any,
) -> HttpResponse:
    back_to = row.nominee if isinstance(row, Nomination) else row.name
    return pages.deed_page(request, form, title, do, words=words, back=row.get_absolute_url(), back_to=back_to, **more)


@needs(Permission.AWARD_MANAGE, find=queries.award)
def change(request: HttpRequest, row: AwardYear) -> HttpResponse:
    start = {
        "words": row.words,
        "opens_on": clock.dutch(row.opens_at).date(),
        "closes_on": clock.dutch(row.closes_at).date(),
        "announces_on": row.announces_on,
    }
    return _deed_page(
        request,
        row,
        AwardForm(pages.posted(request), initial=start),
        _("Wijzig"),
        lambda values: awards.change(row, **values, **policy.deed(request)),
        _("Opgeslagen."),
    )


@require_POST
@needs(Permission.AWARD_MANAGE, find=queries.award)
def open_award(request: HttpRequest, row: AwardYear) -> HttpResponse:
    def act() -> None:
        awards.open_for_nominations(row, **policy.deed(request))

    return pages.press(request, act, _("Iedereen kan dit nu lezen, en voordragen vanaf de dag die u koos."), to=row)


@require_POST
@needs(Permission.AWARD_MANAGE, find=queries.award)
def to_the_jury(request: HttpRequest, row: AwardYear) -> HttpResponse:
    def act() -> None:
        awards.to_the_jury(row, **policy.deed(request))

    return pages.press(request, act, _("De juryleden hebben hun link gekregen."), to=row)


@needs(Permission.AWARD_MANAGE, find=queries.award)
def announce(request: HttpRequest, row: AwardYear) -> HttpResponse:
    return _deed_page(
        request,
        row,
        AnnounceForm(pages.posted(request), award=row, standings=queries.standings(row)),
        _("Uitreiken"),
        lambda values: awards.announce(row, **values, **policy.deed(request)),
        _("Uitgereikt. Wie voordroeg en wie wint hebben bericht."),
        submit=_("Maak bekend"),
    )


@needs(Permission.AWARD_MANAGE, find=queries.award)
def cancel(request: HttpRequest, row: AwardYear) -> HttpResponse:
    return _deed_page(
        request,
        row,
        ReasonForm(pages.posted(request)),
        _("Gaat niet door"),
        lambda values: awards.cancel(row, **values, **policy.deed(request)),
        _("Gestopt. Wie voordroeg hoort waarom."),
        submit=_("Stop"),
        note=_("Iedereen leest de reden, en wie voordroeg krijgt haar in een bericht. Dit kan niet terug."),
    )


@needs(Permission.AWARD_MANAGE, find=queries.award)
def add_juror(request: HttpRequest, row: AwardYear) -> HttpResponse:
    return _deed_page(
        request,
        row,
        JurorForm(pages.posted(request)),
        _("Jurylid toevoegen"),
        lambda values: awards.add_juror(row, **values, **policy.deed(request)),
        _("Toegevoegd aan de jury."),
        submit=_("Voeg toe"),
    )


@require_POST
@needs(Permission.AWARD_MANAGE, find=queries.juror)
def remove_juror(request: HttpRequest, juror: Juror) -> HttpResponse:
    def act() -> None:
        awards.remove_juror(juror, **policy.deed(request))

    return pages.press(request, act, _("Uit de jury gehaald, met de cijfers."), to=juror.award_year)


@needs(Permission.AWARD_MANAGE, find=queries.award)
def nominate_for(request: HttpRequest, row: AwardYear) -> HttpResponse:
    """Somebody rang, or filled in a form on paper."""
    form = NominationForResidentForm(pages.posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = awards.nominate(row, **form.values, is_by_staff=True, **policy.deed(request))
            return pages.done(request, _("De voordracht staat erin."), made)
    return pages.form_page(
        request, form, _("Voordracht invoeren"), submit=_("Voer in"), back=row.get_absolute_url(), back_to=row.name
    )


@needs(Permission.AWARD_MANAGE, find=queries.nomination)
def nomination(request: HttpRequest, row: Nomination) -> HttpResponse:
    """One nomination, with who nominated, and how often."""
    award = row.award_year
    context = {
        "nomination": row,
        "award": award,
        "joined": list(row.joined.all()),
        "state": badge(row.get_state_display(), STATE_TONES[NominationState(row.state)]),
        "consent": badge(row.get_consent_display(), CONSENT_TONES[Consent(row.consent)]),
        "can_judge": award.state in AWARD_RUNNING and row.state != NominationState.JOINED,
        "can_part": award.state in AWARD_RUNNING and row.state == NominationState.JOINED,
        "is_accepted": row.state == NominationState.ACCEPTED,
        "can_be_asked": row.state == NominationState.ACCEPTED and row.nominee_reply_by != "none",
    }
    return render(request, "budgets/nomination.html", context)


@needs(Permission.AWARD_MANAGE, find=queries.nomination)
def accept(request: HttpRequest, row: Nomination) -> HttpResponse:
    return _deed_page(
        request,
        row,
        AcceptForm(pages.posted(request), initial={"jury_words": row.jury_words or row.why}),
        _("Naar de jury"),
        lambda values: awards.accept(row, **values, **policy.deed(request)),
        _("Deze voordracht gaat naar de jury."),
        submit=_("Stuur naar de jury"),
    )


@needs(Permission.AWARD_MANAGE, find=queries.nomination)
def decline(request: HttpRequest, row: Nomination) -> HttpResponse:
    return _deed_page(
        request,
        row,
        ReasonForm(pages.posted(request)),
        _("Doet niet mee"),
        lambda values: awards.decline(row, **values, **policy.deed(request)),
        _("Doet niet mee. Wie voordroeg hoort waarom."),
        submit=_("Opslaan"),
        note=_("Wie voordroeg leest uw reden in een bericht."),
    )


@needs(Permission.AWARD_MANAGE, find=queries.nomination)
def join(request: HttpRequest, row: Nomination) -> HttpResponse:
    others = queries.nominations_of(row.award_year).exclude(state=NominationState.JOINED).exclude(pk=row.pk)
    form = JoinForm(pages.posted(request), others=others)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            into = awards.join(row, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Samengevoegd. Beide voordrachten tellen mee."), into)
    back = row.get_absolute_url()
    return pages.form_page(request, form, _("Samenvoegen"), submit=_("Voeg samen"), back=back, back_to=row.nominee)


@require_POST
@needs(Permission.AWARD_MANAGE, find=queries.nomination)
def part(request: HttpRequest, row: Nomination) -> HttpResponse:
    def act() -> None:
        awards.part(row, **policy.deed(request))

    return pages.press(request, act, _("De voordracht staat weer op zichzelf. Bekijk haar opnieuw."), to=row)


@needs(Permission.AWARD_MANAGE, find=queries.nomination)
def note_reach(request: HttpRequest, row: Nomination) -> HttpResponse:
    start = {"reply_by": row.nominee_reply_by, "reply_address": row.nominee_reply_address}
    return _deed_page(
        request,
        row,
        ReachForm(pages.posted(request), initial=start if row.nominee_reply_address else {}),
        _("Hoe te bereiken"),
        lambda values: awards.note_reach(row, **values, **policy.deed(request)),
        _("Opgeslagen."),
    )


@needs(Permission.AWARD_MANAGE, find=queries.nomination)
def ask_consent(request: HttpRequest, row: Nomination) -> HttpResponse:
    return _deed_page(
        request,
        row,
        AskConsentForm(pages.posted(request), initial={"public_words": row.public_words or row.jury_words}),
        _("Mag de naam op de website?"),
        lambda values: awards.ask_consent(row, **values, **policy.deed(request)),
        _("De vraag is verstuurd."),
        submit=_("Vraag het"),
    )


def _by_number(pk: int, reply: str) -> Nomination | None:
    return queries.nomination(pk) if reply in ("ja", "nee") else None


@require_POST
@needs(Permission.AWARD_MANAGE, find=_by_number)
def say_for(request: HttpRequest, row: Nomination) -> HttpResponse:
    """Who is nominated said it by telephone, or on paper."""
    is_yes = request.path.endswith("/ja/")

    def act() -> None:
        awards.say(row, is_yes=is_yes, is_by_staff=True, **policy.deed(request))

    return pages.press(request, act, _("Opgeslagen."), to=row)
