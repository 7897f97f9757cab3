"""Who helps and learns at a workshop, what they did, and their own page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms import people as forms
from wijkwerk.domain.workshop.models import Participant, ParticipantKind, PlaceState, Resident, ShiftPlace
from wijkwerk.domain.workshop.operations import participants as operations
from wijkwerk.domain.workshop.operations import shifts as shift_operations
from wijkwerk.domain.workshop.queries import hours as hour_queries
from wijkwerk.domain.workshop.queries import participants as queries
from wijkwerk.domain.workshop.queries import places, shifts
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.domain.workshop.views.desk_state import number_in
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Column, Table, badge, link
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in

TAB = "participants"
SHOWN = 8  # shifts to choose; the others stand behind a button
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def participants(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Who helps here. At the desk everybody is a helper with a name and half-days; the host knows more."""
    knows = frame.may(request, Permission.PARTICIPANT_VIEW, workshop)
    rows = list(queries.participants(workshop, clock.today()))
    columns: list[Column[Participant]] = [
        Column(_("Naam"), lambda one: _named(one) if knows else one.resident.name, main=True),
        Column(_("Wanneer"), _halves),
    ]  # fmt: skip
    if knows:
        columns += [
            Column(_("Werkt mee als"), lambda one: one.get_kind_display()),
            Column(_("Kan"), lambda one: _skills(one, wanted=False)),
            Column(_("Wil leren"), lambda one: _skills(one, wanted=True)),
            Column(_("Via"), lambda one: one.organisation.name if one.organisation is not None else ""),
        ]  # fmt: skip
    table: Table[Participant] = Table(
        columns, rows, caption=_("Medewerkers"), request=request, empty=_("Er werkt hier nog niemand mee.")
    )
    return frame.page(request, "workshop/participants.html", workshop, {"table": table, "knows": knows}, tab=TAB)


def _skills(one: Participant, *, wanted: bool) -> str:
    return ", ".join(row.skill.name for row in one.skills.all() if row.wants_to_learn == wanted)


def _halves(one: Participant) -> str:
    return ", ".join(f"{row.get_weekday_display()[:2]} {row.get_half_display()}" for row in one.availability.all())


@needs(Permission.PARTICIPANT_VIEW, find=places.workshop)
def hours(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Hours of a period: by person, by kind of helper, and of whom they are not filled in yet."""
    form, from_on, until_on = _period(request)
    people = hour_queries.hours_by_person(workshop, from_on, until_on)
    kinds = hour_queries.hours_by_kind(workshop, from_on, until_on)
    total = hour_queries.Hours()
    for row in kinds:
        total.add(row.hours)
    person_columns: list[Column[Any]] = [
        Column(_("Naam"), lambda row: _named(row.participant), main=True),
        Column(_("Uren"), lambda row: hour_queries.in_words(row.hours.minutes), numeric=True),
        Column(_("Dagen"), lambda row: row.hours.days, numeric=True),
        Column(_("Waaraan"), lambda row: ", ".join(words for words, _minutes in _functions(row.hours)[:3])),
        Column(_("Nog niet ingevuld"), lambda row: row.hours.not_filled_in or "", numeric=True),
    ]  # fmt: skip
    kind_columns: list[Column[Any]] = [
        Column(_("Werkt mee als"), lambda row: ParticipantKind(row.kind).label, main=True),
        Column(_("Mensen"), lambda row: row.people, numeric=True),
        Column(_("Uren"), lambda row: hour_queries.in_words(row.hours.minutes), numeric=True),
    ]
    function_columns: list[Column[Any]] = [
        Column(_("Waaraan"), lambda row: row[0], main=True),
        Column(_("Uren"), lambda row: hour_queries.in_words(row[1]), numeric=True),
    ]
    nothing = _("In deze periode zijn er nog geen uren.")
    context = {
        "form": form,
        "from_on": from_on,
        "until_on": until_on - timedelta(days=1),
        "people": Table(
            person_columns, people, caption=_("Uren per persoon"), request=request, empty=nothing, show_caption=True
        ),
        "kinds": Table(
            kind_columns, kinds, caption=_("Uren per groep"), request=request, empty=nothing, show_caption=True
        ),
        "functions": Table(
            function_columns,
            hour_queries.functions_in_order(total),
            caption=_("Waaraan de uren zijn besteed"),
            request=request,
            empty=nothing,
            show_caption=True,
        ),
        "missing": list(hour_queries.times_missing(workshop, clock.now())[:50]),
    }
    return frame.page(request, "workshop/hours.html", workshop, context, tab=TAB)


def _named(one: Participant) -> Any:
    return link(one.get_absolute_url(), one.resident.name)


def _functions(hours: hour_queries.Hours) -> list[tuple[str, str]]:
    return [(words, hour_queries.in_words(minutes)) for words, minutes in hour_queries.functions_in_order(hours)]


def _period(request: HttpRequest) -> tuple[forms.PeriodForm, date, date]:
    """What is asked for, or else this year; until and with the last day."""
    form = forms.PeriodForm(request.GET)
    from_on, until_on = hour_queries.this_year(clock.now())
    if form.is_valid():
        from_on = _sensible(form.cleaned_data["van"] or from_on)
        last = _sensible(form.cleaned_data["tot"] or until_on - timedelta(days=1))
        until_on = max(from_on, last + timedelta(days=1))
        form = forms.PeriodForm(initial={"van": from_on, "tot": until_on - timedelta(days=1)})  # as it is shown
    return form, from_on, until_on


def _sensible(on: date) -> date:
    """Within the years that there is anything of."""
    return min(max(on, FIRST), LAST)


# ── One participant ────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PARTICIPANT_VIEW, find=queries.participant)
def participant(request: HttpRequest, participant: Participant) -> HttpResponse:
    """What is known of somebody who helps or learns here, and what they did this year."""
    at, today = clock.now(), clock.today()
    from_on, until_on = hour_queries.this_year(at)
    hours = hour_queries.hours_of(participant, from_on, until_on)
    skills = list(participant.skills.select_related("skill"))
    context = {
        "participant": participant,
        "resident": participant.resident,
        "can": [row for row in skills if not row.wants_to_learn],
        "wants": [row for row in skills if row.wants_to_learn],
        "halves": _halves(participant),
        "hours": hours,
        "hours_words": hour_queries.in_words(hours.minutes),
        "functions": _functions(hours),
        "year": from_on.year,
        "coming": [(place, shifts.words_of(place.shift)) for place in shifts.shifts_of(participant.resident, at)[:10]],
        "is_over": participant.until_on is not None and participant.until_on <= today,
        "manages": frame.may(request, Permission.WORKSHOP_MANAGE, participant),
    }
    return frame.page(request, "workshop/participant.html", participant.facility, context, tab=TAB)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def new_participant(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Somebody at the desk wants to help: one short form."""
    resident = Resident.objects.filter(
        facility=workshop, is_erased=False, pk=number_in(request.GET.get("inwoner"))
    ).first()
    if resident is None:
        messages.info(request, _("Zoek eerst wie er gaat meewerken, of schrijf iemand in."))
        return redirect("workshop:residents", workshop.pk)
    knows = frame.may(request, Permission.PARTICIPANT_VIEW, workshop)
    form = forms.ParticipantForm(request.POST or None, workshop=workshop, knows_kind=knows)
    to = resident.get_absolute_url()
    return one_deed.form_deed(
        request,
        form,
        workshop,
        _("%s gaat meewerken") % resident.name,
        do=lambda values: operations.take_on(resident, **values, **deed(request)),
        done=_("%s werkt mee. Kies op het rooster een dienst.") % resident.name,
        to=to,
        back_to=resident.name,
        submit=_("Schrijf in"),
        tab=TAB,
    )


@needs(Permission.PARTICIPANT_VIEW, find=queries.participant)
def change_participant(request: HttpRequest, participant: Participant) -> HttpResponse:
    form = forms.ParticipantForm(
        request.POST or None, workshop=participant.facility, knows_kind=True, initial=forms.values_of(participant)
    )
    return _about(
        request,
        participant,
        form,
        _("Wijzig wat wij weten van %s") % participant.resident.name,
        do=lambda values: operations.change_participant(participant, **values, **deed(request)),
        done=_("Bewaard."),
    )


@needs(Permission.PARTICIPANT_VIEW, find=queries.participant)
def stop_participant(request: HttpRequest, participant: Participant) -> HttpResponse:
    form = forms.StopForm(request.POST or None, initial={"until_on": clock.today()})
    return _about(
        request,
        participant,
        form,
        _("%s stopt") % participant.resident.name,
        do=lambda values: operations.stop(participant, **values, **deed(request)),
        done=_("Bewaard. Diensten na die dag zijn weer vrij. Bedank %s met een brief?") % participant.resident.name,
        lead=_("Diensten vanaf die dag komen weer vrij. De uren blijven staan."),
    )


@needs(Permission.PARTICIPANT_VIEW, find=queries.participant)
def invite_participant(request: HttpRequest, participant: Participant) -> HttpResponse:
    resident = participant.resident
    start = {"email": resident.reply_address if resident.reply_by == "email" else ""}
    form = forms.InviteForm(request.POST or None, initial=start)
    return _about(
        request,
        participant,
        form,
        _("Nodig %s uit om in te loggen") % resident.name,
        do=lambda values: operations.invite(participant, **values, **deed(request)),
        done=_("De uitnodiging is verstuurd."),
        submit=_("Verstuur de uitnodiging"),
        lead=_("Wie inlogt, ziet alleen het eigen werk en de eigen uren, en kiest zelf diensten."),
    )


@needs(Permission.PARTICIPANT_VIEW, find=queries.participant)
def note_learned(request: HttpRequest, participant: Participant) -> HttpResponse:
    form = forms.LearnedForm(
        request.POST or None,
        participant=participant,
        initial={"learned_on": clock.today(), "skill": number_in(request.GET.get("vaardigheid"))},
    )
    return _about(
        request,
        participant,
        form,
        _("Wat %s geleerd heeft") % participant.resident.name,
        do=lambda values: operations.note_learned(participant, **values, **deed(request)),
        done=_("Bewaard. Het staat nu op het bewijs."),
    )


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def new_skill(request: HttpRequest, workshop: Facility) -> HttpResponse:
    return one_deed.form_deed(
        request,
        forms.SkillForm(request.POST or None),
        workshop,
        _("Nieuwe vaardigheid"),
        do=lambda values: operations.add_skill(workshop, **values, **deed(request)),
        done=_("Bewaard."),
        to=reverse("workshop:participants", args=[workshop.pk]),
        back_to=_("Medewerkers"),
        tab=TAB,
    )


@needs(Permission.PARTICIPANT_VIEW, find=queries.participant)
def thank_participant(request: HttpRequest, participant: Participant) -> HttpResponse:
    """A letter of thanks; who wants no letters gets it on paper, from the page that can be printed."""
    form = forms.ThanksForm(request.POST or None)
    name = participant.resident.name
    if form.is_valid():
        with refusals_shown_in(form):
            who = deed(request)
            sent = operations.thank(participant, **form.cleaned_data, signed=who["by"].name, **who)
            if sent:
                messages.success(request, _("De brief is geschreven."))
            else:
                messages.info(request, _("%s wil geen berichten. Zeg het zelf, of geef het bewijs mee.") % name)
            return redirect(participant)
    return one_deed.page(
        request,
        participant.facility,
        form,
        title=_("Bedank %s") % name,
        submit=_("Schrijf de brief"),
        back=participant.get_absolute_url(),
        back_to=name,
        lead=_("De brief gaat op de manier die deze persoon koos. Uw naam staat eronder."),
        tab=TAB,
    )


@needs(Permission.PARTICIPANT_VIEW, find=queries.participant)
def certificate(request: HttpRequest, participant: Participant) -> HttpResponse:
    """What somebody did here, to print and sign."""
    return _certificate(request, participant, signed=deed(request)["by"].name)


def _certificate(request: HttpRequest, participant: Participant, *, signed: str) -> HttpResponse:
    until_on = min(participant.until_on or date.max, clock.today() + timedelta(days=1))
    hours = hour_queries.hours_of(participant, participant.from_on, until_on)
    context = {
        "participant": participant,
        "resident": participant.resident,
        "last_on": until_on - timedelta(days=1),
        "hours": hours,
        "hours_words": hour_queries.in_words(hours.minutes),
        "functions": _functions(hours),
        "learned": list(participant.skills.filter(learned_on__isnull=False).select_related("skill")),
        "signed": signed,
        "today": clock.today(),
    }
    return frame.page(request, "workshop/certificate.html", participant.facility, context)


def _about(
    request: HttpRequest, participant: Participant, form: Any, title: str, *, do: Any, done: str, **more: str
) -> HttpResponse:
    return one_deed.form_deed(
        request,
        form,
        participant.facility,
        title,
        do=do,
        done=done,
        to=participant.get_absolute_url(),
        back_to=participant.resident.name,
        tab=TAB,
        **more,
    )


# ── The own page ───────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.CATALOGUE_VIEW)
def my_work(request: HttpRequest) -> HttpResponse:
    """To the own page, for who has one."""
    actor = policy.actor_of(request)
    if actor.kind != "person":
        return redirect_to_login(request.get_full_path())
    mine = queries.own_participation(actor, clock.today())
    if mine is None:
        messages.info(
            request, _("U werkt nog nergens mee, of wij weten nog niet dat u dat bent. Vraag het aan de balie.")
        )
        return redirect("facilities:list")
    return redirect("workshop:own_work", mine.pk)


@needs(Permission.WORK_OWN, find=queries.participant)
def own_work(request: HttpRequest, participant: Participant) -> HttpResponse:
    """What a participant sees of the own work: shifts, shifts to choose, hours, what was learned."""
    at = clock.now()
    from_on, until_on = hour_queries.this_year(at)
    hours = hour_queries.hours_of(participant, from_on, until_on)
    skills = list(participant.skills.select_related("skill"))
    choices = [(one, shifts.words_of(one.shift)) for one in shifts.choices_for(participant, at)]
    context = {
        "participant": participant,
        "mine": [(place, shifts.words_of(place.shift)) for place in shifts.shifts_of(participant.resident, at)],
        "work": queries.planned_work(participant, clock.today()),
        "choices": choices[:SHOWN],
        "more_choices": choices[SHOWN:],
        "hours": hours,
        "hours_words": hour_queries.in_words(hours.minutes),
        "functions": _functions(hours),
        "year": from_on.year,
        "learned": [row for row in skills if row.learned_on is not None],
        "wants": [row for row in skills if row.wants_to_learn],
        "form": forms.AvailabilityForm(workshop=participant.facility, initial=forms.values_of(participant)),
        "is_over": participant.until_on is not None and participant.until_on <= clock.today(),
    }
    return frame.page(request, "workshop/own_work.html", participant.facility, context)


def _own(participant: Participant) -> str:
    return reverse("workshop:own_work", args=[participant.pk])


@require_POST
@needs(Permission.WORK_OWN, find=queries.participant)
def choose_shift(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Sign up for a shift in the own place, or in a garden near it."""
    pk = number_in(request.POST.get("dienst"))
    near = (one.shift for one in shifts.choices_for(participant, clock.now(), most=500))
    shift = next((one for one in near if one.pk == pk), None)

    def do() -> None:
        if shift is None:
            raise Refusal(_("Deze dienst is er niet meer. Kies een andere."))
        shift_operations.sign_up(shift, resident=participant.resident, **deed(request))

    return press(request, do, _("U staat op de dienst."), to=_own(participant))


@require_POST
@needs(Permission.WORK_OWN, find=queries.participant)
def leave_shift(request: HttpRequest, participant: Participant) -> HttpResponse:
    pk = number_in(request.POST.get("plaats"))
    mine = ShiftPlace.objects.filter(participant=participant, state=PlaceState.SIGNED_UP, pk=pk)
    place = mine.select_related("shift__facility").first()

    def do() -> None:
        if place is None:
            raise shift_operations.PlaceIsGone
        shift_operations.sign_off(place, **deed(request))

    return press(request, do, _("U staat niet meer op de dienst."), to=_own(participant))


@require_POST
@needs(Permission.WORK_OWN, find=queries.participant)
def change_own_availability(request: HttpRequest, participant: Participant) -> HttpResponse:
    start = forms.values_of(participant)
    form = forms.AvailabilityForm(request.POST, workshop=participant.facility, initial=start)

    def do() -> None:
        if not form.is_valid():
            raise Refusal(_("Kies de dagdelen uit de lijst, en een getal van 0 tot en met 14."))
        operations.change_own_availability(participant, **form.cleaned_data, **deed(request))

    return press(request, do, _("Bewaard."), to=_own(participant))


@needs(Permission.WORK_OWN, find=queries.participant)
def own_certificate(request: HttpRequest, participant: Participant) -> HttpResponse:
    """The same page, to look at; the host prints and signs it."""
    return _certificate(request, participant, signed="")


def state_badge(place: ShiftPlace) -> Any:
    """Whether somebody comes, is there, was there, or did not come; times that are missing are said."""
    match place.state:
        case PlaceState.PRESENT if place.minutes is not None:
            return badge(_("Was er, %s uur") % hour_queries.in_words(place.minutes), tone="ok")
        case PlaceState.PRESENT if place.came_at is not None:
            return badge(_("Is er sinds %s") % f"{clock.dutch(place.came_at):%H.%M}", tone="ok")
        case PlaceState.PRESENT:
            return format_html("{} {}", badge(_("Was er"), tone="ok"), badge(_("nog niet ingevuld"), tone="warning"))
        case PlaceState.ABSENT:
            return badge(_("Kwam niet"), tone="neutral")
    return badge(_("Komt"), tone="info")
