"""Applications for staff: what there is to do, one of them with its rules one by one, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms as django_forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets import application_stories as stories
from wijkwerk.domain.budgets.application_states import OPEN, ApplicationState
from wijkwerk.domain.budgets.forms import applications as forms
from wijkwerk.domain.budgets.models import (
    Application,
    ApplicationPhoto,
    AttachmentKind,
    Criterion,
    CriterionGroup,
    Outcome,
)
from wijkwerk.domain.budgets.operations import applications, checks, completing
from wijkwerk.domain.budgets.queries import applications as queries
from wijkwerk.domain.budgets.queries import checks as check_queries
from wijkwerk.domain.budgets.queries import funds
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock, pages, paging
from wijkwerk.foundation.kit.components import Column, Tab, Table, badge, day, link, sorting
from wijkwerk.foundation.kit.forms import VersionForm
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.refusals import keep_each, refusals_shown_in
from wijkwerk.foundation.outbox import queries as outbox
from wijkwerk.foundation.privacy import operations as privacy

COUNTED = 100  # no tab counts further


class List(NamedTuple):
    """One of the tabs: its word in the address, its title, how it is sorted, what stands there when it is empty."""

    word: str
    title: str | Promise
    sort: str
    empty: str | Promise


LISTS = {
    "mine": List("mij", gettext_lazy("Van mij"), "termijn", gettext_lazy("Er is geen aanvraag die u behandelt.")),
    "todo": List("te-doen", gettext_lazy("Te beslissen"), "termijn", gettext_lazy("Over alles is beslist.")),
    "late": List("te-laat", gettext_lazy("Te laat"), "termijn", gettext_lazy("Niets is te laat.")),
    "waiting": List("wacht", gettext_lazy("Wacht"), "-datum", gettext_lazy("Niets wacht op een aanvulling of ronde.")),
    "all": List("alles", gettext_lazy("Alles"), "-datum", gettext_lazy("Er zijn nog geen aanvragen.")),
}
TERM_COLUMN = "termijn"


# ── The list ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _lists(actor: policy.Actor) -> dict[str, QuerySet[Application]]:
    today = clock.today()
    seen = queries.applications_visible_to(actor, on=today)
    return {
        "mine": seen.open().filter(handler=actor.id if actor.kind == "person" else None),
        "todo": seen.to_decide(),
        "late": seen.late(today),
        "waiting": seen.open().filter(state__in=(ApplicationState.INCOMPLETE, ApplicationState.MOVED)),
        "all": seen,
    }


@needs(Permission.APPLICATION_VIEW)
def application_list(request: HttpRequest) -> HttpResponse:
    """What there is to decide, in tabs, narrowed by filters that stand in the address."""
    actor = policy.actor_of(request)
    form = _filter(request)
    wanted = form.wanted
    lists = {
        name: queries.narrowed(
            rows,
            words=wanted.get("woorden", ""),
            fund_id=wanted["budget"].pk if "budget" in wanted else None,
            area_id=wanted["gebied"].pk if "gebied" in wanted else None,
            handler_id=wanted["wie"].pk if "wie" in wanted else None,
        )
        for name, rows in _lists(actor).items()
    }
    words = {each.word: name for name, each in LISTS.items()}
    name = words.get(request.GET.get("lijst", "")) or (
        "all" if wanted else "mine" if lists["mine"].exists() else "todo"
    )
    columns = _columns()
    sorted_by = sorting(request, columns, default=LISTS[name].sort)
    found = lists[name]
    if sorted_by.word.lstrip("-") == TERM_COLUMN:
        found = found.filter(decide_by__isnull=False)
    page = paging.page(found, after=request.GET.get("na", ""), order=sorted_by.order)
    table: Table[Any] = Table(
        columns,
        page,
        caption=_("Aanvragen: %(list)s") % {"list": LISTS[name].title},
        request=request,
        sorting=sorted_by,
        empty=_("Geen aanvraag past bij dit filter.") if wanted else LISTS[name].empty,
    )
    context: dict[str, Any] = {"table": table, "form": form, "list": LISTS[name]}
    template = "budgets/applications/list.html"
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, f"{template}#list", context)
    may_enter = bool(actor.reach(Permission.APPLICATION_FOR_RESIDENT))
    context |= {
        "tabs": [_tab(request, each, lists[key], key == name) for key, each in LISTS.items()],
        "may_enter": may_enter,
        "drafts": queries.drafts_entered_by(actor) if may_enter and isinstance(actor, Person) else [],
    }
    return render(request, template, context)


def _tab(request: HttpRequest, each: List, rows: QuerySet[Application], is_current: bool) -> Tab:
    address = request.GET.copy()
    for name in ("na", "sorteer"):
        address.pop(name, None)
    address["lijst"] = each.word
    count = len(rows.order_by().values_list("pk", flat=True)[:COUNTED])
    return Tab(str(each.title), f"?{address.urlencode()}", is_current, count)


def _filter(request: HttpRequest) -> forms.WorkFilter:
    actor, today = policy.actor_of(request), clock.today()
    handlers = queries.applications_visible_to(actor, on=today).exclude(handler=None)
    return forms.WorkFilter(
        request.GET,
        funds_shown=funds.funds_visible_to(actor).shown(),
        work_areas=areas.work_areas_where(actor, Permission.APPLICATION_VIEW, on=today),
        handlers=people.people().filter(pk__in=handlers.order_by().values("handler")),
    )


def _columns() -> list[Column[Any]]:
    today = clock.today()

    def term(row: Application) -> str:
        words, tone = stories.deadline_words(row, today=today)
        return badge(words, tone) if words else ""

    return [
        Column(_("Aanvraag"), lambda row: link(row.get_absolute_url(), f"{row.number} {row.title}"), main=True),
        Column(_("Gebied"), lambda row: row.work_area.name if row.work_area else _("hele gemeente")),
        Column(_("Budget"), lambda row: row.fund.name),
        Column(
            _("Gevraagd"),
            lambda row: written(row.asked_cents),
            numeric=True,
            sort="bedrag",
            order=("asked_cents", "id"),
        ),
        Column(_("Binnen"), lambda row: day(row.sent_at), sort="datum", order=("sent_at", "id")),
        Column(_("Termijn"), term, sort=TERM_COLUMN, order=("decide_by", "id")),
        Column(_("Stand"), lambda row: badge(row.get_state_display(), row.tone)),
        Column(_("Wie"), lambda row: row.handler.name if row.handler else ""),
    ]


# ── One application ────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.APPLICATION_VIEW, find=queries.application)
def application(request: HttpRequest, application: Application) -> HttpResponse:
    """Everything about it at a glance: what is asked, each rule, what was given before, and what can be done now."""
    return _page(request, application)


def _page(request: HttpRequest, application: Application, *, status: int = 200, **shown: Any) -> HttpResponse:
    actor = policy.actor_of(request)

    def may(permission: Permission) -> bool:
        return bool(policy.may(actor, permission, on=application))

    may_see_applicant = may(Permission.APPLICATION_VIEW_APPLICANT)
    if may_see_applicant:
        why = _("Bekeek de aanvraag, met wie haar deed.")
        privacy.log_reading(application, by=actor, at=clock.now(), why=why)
    verdict = check_queries.verdict_on(application)
    is_open = application.state in OPEN
    photos = list(application.photos.select_related("photo"))
    context: dict[str, Any] = {
        "application": application,
        "actor": actor,
        "term": stories.deadline_words(application, today=clock.today()),
        "rows": stories.facts_of(application),
        "sum": queries.costs_of(application),
        "most": queries.most_for(application),
        "costs": stories.costs_of(request, application, with_kinds=True),
        "verdict": verdict,
        "groups": _groups(verdict, application),
        "similar": _similar(application, actor),
        "similar_open": _similar_open(application, actor) if is_open else [],
        "moments": stories.for_staff(application) if may_see_applicant or may(Permission.APPLICATION_HANDLE) else [],
        "next_chance": applications.round_words(application.round) if application.state == "moved" else "",
        "pictures": [photo for photo in photos if photo.kind == AttachmentKind.PICTURE],
        "scans": [photo for photo in photos if photo.kind == AttachmentKind.SCAN] if may_see_applicant else [],
        "applicant": stories.applicant_facts(application) if may_see_applicant else [],
        "letters": outbox.letters_about(application) if may(Permission.LETTER_VIEW) else [],
        "is_open": is_open,
        "is_mine": application.handler_id == actor.id and actor.kind == "person",
        "may_handle": may(Permission.APPLICATION_HANDLE),
        "may_act_for": may(Permission.APPLICATION_FOR_RESIDENT),
        "note_form": forms.NoteForm(),
    }
    return render(request, "budgets/applications/application.html", context | shown, status=status)


def _groups(verdict: check_queries.Verdict, application: Application) -> list[dict[str, Any]]:
    """The rules as they belong together, in the words of their kind."""
    found: dict[str, list[check_queries.Checked]] = {}
    for each in verdict.checks:
        found.setdefault(each.criterion.get_group_display(), []).append(each)
    least = application.rule_set.least_of_any if application.rule_set is not None else 1
    return [
        {
            "title": title,
            "checks": each,
            "least": least if each[0].criterion.group == CriterionGroup.ANY else 0,
            "denies": each[0].criterion.group == CriterionGroup.NONE,
        }
        for title, each in found.items()
    ]


WHY_ALIKE = {
    "applicant": gettext_lazy("dezelfde aanvrager"),
    "place": gettext_lazy("dezelfde plek"),
    "words": gettext_lazy("bijna dezelfde naam"),
}


def _similar(application: Application, actor: policy.Actor) -> list[dict[str, Any]]:
    """All of them; what was asked elsewhere without its name, where this person does not work."""
    return [
        {
            "grant": each.grant,
            "is_open_to": policy.may(actor, Permission.APPLICATION_VIEW, on=each.grant.application),
            "why": ", ".join(str(WHY_ALIKE[code]) for code in each.why),
        }
        for each in queries.similar_grants(application)
    ]


def _similar_open(application: Application, actor: policy.Actor) -> list[dict[str, Any]]:
    """Of what this person may open."""
    return [
        {"application": other, "why": ", ".join(str(WHY_ALIKE[code]) for code in why)}
        for other, why in queries.similar_open(application)
        if policy.may(actor, Permission.APPLICATION_VIEW, on=other)
    ]


def _in_size(find: Callable[[int, int], ApplicationPhoto]) -> Callable[[int, int, str], ApplicationPhoto]:
    """The photo that an address names, with the size that is wanted of it."""

    def found(pk: int, photo_id: int, size: str) -> ApplicationPhoto:
        photo = find(pk, photo_id)
        photo.wanted_size = serving.size_named(size)  # type: ignore[attr-defined]
        return photo

    return found


@needs(Permission.APPLICATION_VIEW, find=_in_size(queries.picture_of))
def photo(request: HttpRequest, found: ApplicationPhoto) -> HttpResponse:
    """A photo that the applicant added."""
    return serving.photo_response(found.photo, found.wanted_size, request=request)  # type: ignore[attr-defined]


@needs(Permission.APPLICATION_VIEW_APPLICANT, find=_in_size(queries.scan_of))
def scan(request: HttpRequest, found: ApplicationPhoto) -> HttpResponse:
    """A page of the form on paper: a name and an address stand on it."""
    return serving.photo_response(found.photo, found.wanted_size, request=request)  # type: ignore[attr-defined]


@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.attachment_of)
@require_POST
def remove_photo(request: HttpRequest, found: ApplicationPhoto) -> HttpResponse:
    """A photo or a page that should not be here."""
    return pages.press(
        request,
        lambda: applications.remove_photo(found, **policy.deed(request)),
        _("Het is voorgoed weg."),
        to=found.application,
    )


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _form_deed(
    request: HttpRequest,
    application: Application,
    form: django_forms.Form,
    title: str,
    *,
    do: Callable[[dict[str, Any]], object],
    done: str,
    submit: str,
    note: str = "",
) -> HttpResponse:
    """One form, one deed, and back to the application; a refusal stands in the form."""
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            do(form.cleaned_data)
            return pages.done(request, done, application)
    back_to = _("Aanvraag %(number)s") % {"number": application.number}
    return pages.form_page(
        request, form, title, back=application.get_absolute_url(), back_to=back_to, submit=submit, note=note
    )


def _person(request: HttpRequest) -> Person:
    actor = policy.actor_of(request)
    if not isinstance(actor, Person):
        raise Http404
    return actor


@needs(Permission.APPLICATION_HANDLE, find=queries.application)
@require_POST
def take_up(request: HttpRequest, application: Application) -> HttpResponse:
    person = _person(request)
    return pages.press(
        request,
        lambda: applications.take_up(application, by=person, at=clock.now()),
        _("U behandelt deze aanvraag."),
        to=application,
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.application)
def hand_over(request: HttpRequest, application: Application) -> HttpResponse:
    able = people.people_who_may(Permission.APPLICATION_HANDLE, to=application, on=clock.today())
    form = forms.HandOverForm(pages.posted(request), people=able)
    return _form_deed(
        request,
        application,
        form,
        _("Aan een collega geven"),
        do=lambda values: applications.hand_over(application, to=values["person"], **policy.deed(request)),
        done=_("De aanvraag is doorgegeven."),
        submit=_("Geef door"),
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.application)
def ask(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask the applicant to complete it; the clock stands still meanwhile."""
    form = forms.AskForm(pages.posted(request), initial={"version": application.version})
    note = _("De aanvrager krijgt bericht op de gekozen manier. De termijn staat stil tot de aanvulling er is.")
    return _form_deed(
        request,
        application,
        form,
        _("Om aanvulling vragen"),
        do=lambda values: completing.ask_to_complete(application, **values, **policy.deed(request)),
        done=_("De vraag is verstuurd. De klok staat stil."),
        submit=_("Vraag om aanvulling"),
        note=note,
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.application)
def write(request: HttpRequest, application: Application) -> HttpResponse:
    return _form_deed(
        request,
        application,
        forms.WriteForm(pages.posted(request)),
        _("De aanvrager schrijven"),
        do=lambda values: completing.write_to_applicant(application, **values, **policy.deed(request)),
        done=_("Het bericht is verstuurd."),
        submit=_("Verstuur"),
    )


@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.application)
def completed(request: HttpRequest, application: Application) -> HttpResponse:
    """The applicant rang, wrote or stood at the desk."""
    return _form_deed(
        request,
        application,
        forms.CompletedForm(pages.posted(request)),
        _("De aanvrager vulde aan"),
        do=lambda values: completing.complete(application, **values, on_behalf=True, **policy.deed(request)),
        done=_("Het staat erbij."),
        submit=_("Bewaar"),
        note=_("Schrijf op wat de aanvrager zei of schreef. Stond de klok stil, dan loopt die weer."),
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.application)
@require_POST
def note(request: HttpRequest, application: Application) -> HttpResponse:
    form = forms.NoteForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            completing.add_note(application, text=form.cleaned_data["text"], **policy.deed(request))
            return pages.done(request, _("De notitie is bewaard."), application)
    return _page(request, application, note_form=form, status=422)


@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.application)
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    form = forms.WithdrawForm(pages.posted(request))
    return _form_deed(
        request,
        application,
        form,
        _("Intrekken namens de aanvrager"),
        do=lambda values: applications.withdraw(
            application, reason=values["reason"], on_behalf=True, **policy.deed(request)
        ),
        done=_("De aanvraag is ingetrokken. De aanvrager krijgt bericht."),
        submit=_("Trek de aanvraag in"),
    )


@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.application)
@require_POST
def send_link(request: HttpRequest, application: Application) -> HttpResponse:
    """The applicant lost the link."""
    return pages.press(
        request,
        lambda: completing.send_link(application, **policy.deed(request)),
        _("De aanvrager krijgt de link opnieuw."),
        to=application,
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.application)
def set_organisation(request: HttpRequest, application: Application) -> HttpResponse:
    form = forms.OrganisationForm(pages.posted(request), initial={"organisation": application.organisation_id})
    return _form_deed(
        request,
        application,
        form,
        _("Welke organisatie vraagt aan?"),
        do=lambda values: applications.set_organisation(application, **values, **policy.deed(request)),
        done=_("De organisatie is gekozen."),
        submit=_("Bewaar"),
        note=_("De aanvrager schreef: %(name)s") % {"name": application.organisation_name or "–"},
    )


def _rule_of(pk: int, criterion_id: int) -> Application:
    """The application, with the rule of it that is judged."""
    found = queries.application(pk)
    found.judged = Criterion.objects.get(pk=criterion_id, rule_set=found.rule_set_id)  # type: ignore[attr-defined]
    return found


@needs(Permission.APPLICATION_HANDLE, find=_rule_of)
def judge(request: HttpRequest, application: Application) -> HttpResponse:
    """How it stands to one rule, in the eyes of a person."""
    criterion: Criterion = application.judged  # type: ignore[attr-defined]
    now = {each.criterion.pk: each for each in check_queries.verdict_on(application).checks}[criterion.pk]
    start = {"outcome": now.outcome, "words": now.words if now.by is not None else ""}
    form = forms.JudgeForm(pages.posted(request), criterion=criterion, initial=start)
    person = _person(request)
    words = criterion.help or (_("Het programma vond: %(words)s") % {"words": now.words} if criterion.automatic else "")
    return _form_deed(
        request,
        application,
        form,
        criterion.words,
        do=lambda values: checks.judge(
            application,
            criterion,
            outcome=Outcome(values["outcome"]),
            words=values["words"],
            by=person,
            at=clock.now(),
        ),
        done=_("Uw oordeel is bewaard."),
        submit=_("Bewaar"),
        note=words,
    )


@needs(Permission.APPLICATION_FOR_RESIDENT, find=queries.application)
def change(request: HttpRequest, application: Application) -> HttpResponse:
    """Something is different than it was written: staff change it for the applicant, on one page."""
    if application.state not in OPEN:
        return redirect(application)
    where = forms.where_of(application, at=clock.now())
    whole = forms.Whole(
        {
            word: step.form(
                data=request.POST if request.method == "POST" else forms.as_it_came_in(application, word), where=where
            )
            for word, step in forms.STEPS.items()
        }
    )
    plan, *others = whole.forms.values()
    seen = VersionForm(pages.posted(request), initial={"version": application.version})
    if request.method == "POST" and "meer" not in request.POST and seen.is_valid() and not whole.faulty:
        with refusals_shown_in(plan, seen=seen):
            applications.change(
                application,
                whole.values,
                whole.costs,
                version=seen.cleaned_data["version"],
                on_behalf=True,
                **policy.deed(request),
            )
            return pages.done(request, _("De aanvraag is gewijzigd."), application)
    return render(
        request,
        "budgets/applications/change.html",
        {
            "application": application,
            "forms": whole.forms,
            "others": others,
            "seen": seen,
            "map": area_maps.work_area_map(clock.today(), with_links=False),
            "title": _("Aanvraag wijzigen"),
        },
    )


# ── On paper ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.APPLICATION_FOR_RESIDENT)
def new_paper(request: HttpRequest) -> HttpResponse:
    """Somebody handed in a form on paper, rang, or stood at the desk: one page, kept from the first press."""
    if request.method != "POST":
        return _paper_page(request, None, None)
    key = forms.PaperForm(request.POST)
    key.is_valid()
    found = applications.start(
        at=clock.now(),
        client_key=key.cleaned_data.get("client_key"),
        entered_by=_person(request),
        is_paper=True,
    )
    return _take_paper(request, found)


@needs(Permission.APPLICATION_FOR_RESIDENT)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A form that one began to type oneself; what came in stands on its own page."""
    found = _own_paper(request, pk)
    if not found.is_draft:
        return redirect(found)
    if request.method == "POST" and "weg" in request.POST:
        applications.withdraw(found, **policy.deed(request))
        return pages.done(request, _("Het formulier is weggegooid."), "budgets:applications")
    return _take_paper(request, found) if request.method == "POST" else _paper_page(request, found, None)


def _own_paper(request: HttpRequest, pk: int) -> Application:
    found = queries.paper_of(_person(request), pk)
    if found is None:
        raise Http404
    return found


@needs(Permission.APPLICATION_FOR_RESIDENT)
def paper_scan(request: HttpRequest, pk: int, photo_id: int, size: str) -> HttpResponse:
    """A page of the form that one types."""
    found = _own_paper(request, pk).photos.select_related("photo").filter(pk=photo_id).first()
    if found is None:
        raise Http404
    return serving.photo_response(found.photo, serving.size_named(size), request=request)


@needs(Permission.APPLICATION_FOR_RESIDENT)
@require_POST
def remove_paper_scan(request: HttpRequest, pk: int, photo_id: int) -> HttpResponse:
    """The wrong page. What was typed beside it stays."""
    found = _own_paper(request, pk)
    photo = found.photos.filter(pk=photo_id).first()
    if photo is None:
        raise Http404
    if found.is_draft:
        found = _keep_paper(request, found)
    return pages.press(
        request,
        lambda: applications.remove_photo(photo, **policy.deed(request)),
        _("De bladzijde is weg."),
        to=_paper_address(found),
    )


def _keep_paper(request: HttpRequest, found: Application) -> Application:
    at, typed = clock.now(), forms.typed_in(request.POST)
    for step in (*forms.STEPS, "paper"):
        found = applications.keep_typed(found, step=step, typed=typed, at=at)
    return found


def _take_paper(request: HttpRequest, found: Application) -> HttpResponse:
    """Keep all that was typed; then send it, or say what is wrong."""
    if not found.is_draft:
        return redirect(found)
    found = _keep_paper(request, found)
    form = forms.PaperForm(request.POST, request.FILES)
    form.is_valid()
    keep_each(
        form.cleaned_data.get("scans") or [],
        lambda upload: applications.add_file(found, upload, kind=AttachmentKind.SCAN, **policy.deed(request)),
        form=form,
        field="scans",
    )
    if "meer" in request.POST or "bewaar" in request.POST or form.errors:
        if "meer" in request.POST or "bewaar" in request.POST:
            return pages.done(request, _("Bewaard. Het formulier is nog niet verstuurd."), _paper_address(found))
        return _paper_page(request, found, form)
    whole = forms.whole_of(found, at=clock.now())
    if not whole.faulty:
        with refusals_shown_in(form):
            sent = applications.send(
                found,
                whole.values,
                whole.costs,
                received_on=form.cleaned_data["received_on"],
                on_behalf=True,
                **policy.deed(request),
            )
            words = _("De aanvraag is ingevoerd met nummer %(number)s. De aanvrager krijgt bericht.")
            if policy.may(policy.actor_of(request), Permission.APPLICATION_VIEW, on=sent):
                return pages.done(request, words % {"number": sent.number}, sent)
            return pages.done(request, words % {"number": sent.number}, "budgets:applications")
    return _paper_page(request, found, form)


def _paper_address(found: Application) -> str:
    return reverse("budgets:paper_application", args=[found.pk])


def _paper_page(request: HttpRequest, found: Application | None, form: forms.PaperForm | None) -> HttpResponse:
    at = clock.now()
    if found is None:
        where = forms.Where(at)
        steps = {word: step.form(where=where) for word, step in forms.STEPS.items()}
        own = forms.PaperForm(initial={"received_on": clock.today()})
    else:
        whole = forms.whole_of(found, at=at)
        steps = dict(whole.forms)
        typed = found.typed.get("paper", {})
        own = form or forms.PaperForm(initial={"received_on": typed.get("received_on") or clock.today()})
    return render(
        request,
        "budgets/applications/paper.html",
        {
            "application": found,
            "forms": steps,
            "form": own,
            "scans": found.photos.filter(kind=AttachmentKind.SCAN).select_related("photo") if found else [],
            "action": _paper_address(found) if found is not None else reverse("budgets:new_paper_application"),
            "looked_at": list(steps.values()) if form is not None else [],
            "map": area_maps.work_area_map(clock.today(), with_links=False),
        },
    )
