"""The rota, the hours of three months, the garden and a covenant of the example. Invented, as all of the example is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from wijkwerk.domain.facilities.example import GARDEN
from wijkwerk.domain.facilities.models import Facility, FunctionKind, Rhythm
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.people import operations as people
from wijkwerk.domain.people.example import DOMAIN, PASSWORD
from wijkwerk.domain.people.models import Account, Covenant, Organisation, Per, Promises
from wijkwerk.domain.people.operations import covenants
from wijkwerk.domain.workshop.models import (
    Participant,
    PlaceState,
    Plot,
    PlotUse,
    Resident,
    Season,
    Shift,
    ShiftPlace,
    ShiftSeries,
    Skill,
)
from wijkwerk.domain.workshop.operations import gardens, hours, participants, shifts
from wijkwerk.domain.workshop.queries.shifts import dates_of
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

WEEKS_BACK = 13
WITH_ACCOUNT = "Haile Tesfay"


class S(NamedTuple):
    """A series, and who is usually on it."""

    name: str
    function: FunctionKind
    weekday: int
    from_time: time
    until_time: time
    capacity: int
    who: tuple[str, ...]
    words: str = ""


SERIES = (
    S("Balie maandagochtend", FunctionKind.MEETING, 0, time(9), time(12, 30), 2, ("Katja Zwiers",),
      "Koffie zetten, mensen ontvangen, uitlenen."),
    S("Klussenploeg", FunctionKind.CHORES, 0, time(13), time(16), 4,
      ("Haile Tesfay", "Berend Kuipers-Doorn", "Pien Kamphuis"), "Verzamelen bij de bus."),
    S("Formulieren", FunctionKind.FORMS, 1, time(9, 30), time(12), 2, ("Chaima Ouazzani",)),
    S("Fietsenhoek", FunctionKind.BICYCLES, 2, time(9), time(12), 3, ("Filip Nowakowski", "Katja Zwiers")),
    S("Balie donderdag", FunctionKind.MEETING, 3, time(9), time(12, 30), 3, ("Chaima Ouazzani", "Katja Zwiers")),
    S("Reparatiemiddag", FunctionKind.REPAIR, 3, time(13), time(16), 3, ("Otto Wessels",)),
    S("Schilderploeg", FunctionKind.CHORES, 4, time(9), time(12), 3, ("Imke Roelfsema", "Filip Nowakowski")),
)  # fmt: skip
PLOTS = 16
GARDENERS = ("Aaltje Mulderij", "Derk Onnes", "Eef Tolner", "Gonda Hemstra", "Jurre Boelens", "Lammert Prins",
             "Nadia Haddaoui", "Otto Wessels", "Imke Roelfsema", "Pien Kamphuis")  # fmt: skip
WAITING = ("Miep van Aalderen", "Katja Zwiers", "Berend Kuipers-Doorn")


@transaction.atomic
def make_people(workshop: Facility, *, at: datetime) -> None:
    """Made once; again is harmless."""
    if ShiftSeries.objects.filter(facility=workshop).exists():
        return
    Participant.objects.filter(facility=workshop, agreed_on=None).update(agreed_on=clock.dutch(at).date())
    known = {one.resident.name: one for one in Participant.objects.select_related("resident__facility", "facility")}
    for each in SERIES:
        _series(workshop, each, known, at)
    _learned(workshop, known, at)
    _account(known.get(WITH_ACCOUNT), at)
    garden = Facility.objects.filter(name=GARDEN).first()
    if garden is not None:
        _garden(workshop, garden, at)
    _covenant(workshop, at)


def _series(workshop: Facility, each: S, known: dict[str, Participant], at: datetime) -> None:
    today = clock.dutch(at).date()
    series = shifts.make_series(
        workshop,
        name=each.name,
        function=each.function,
        weekday=each.weekday,
        from_time=each.from_time,
        until_time=each.until_time,
        capacity=each.capacity,
        from_on=today - timedelta(weeks=WEEKS_BACK),
        words=each.words,
        by=CLOCK,
        at=at,
    )
    who = [known[name] for name in each.who if name in known]
    calendar = Calendar(workshop)
    for week, on in enumerate(dates_of(series, series.from_on, today)):
        if not calendar.is_closed_on(on):
            _past(series, on, [one for n, one in enumerate(who) if (week + n) % 5], week, at)
    for week, shift in enumerate(Shift.objects.filter(series=series, from_at__gt=at).order_by("from_at")[:3]):
        for one in who[: len(who) - week // 2]:
            try:
                shifts.sign_up(shift, resident=one.resident, by=CLOCK, at=at)
            except Refusal:  # somebody is on another one then
                continue


def _past(series: ShiftSeries, on: date, who: list[Participant], week: int, at: datetime) -> None:
    """A shift that was, with who came; of the last ones some times are still to be filled in."""
    from_at = datetime.combine(on, series.from_time, tzinfo=clock.AMSTERDAM)
    until_at = datetime.combine(on, series.until_time, tzinfo=clock.AMSTERDAM)
    shift = Shift.objects.create(
        facility=series.facility,
        series=series,
        slot_on=on,
        name=series.name,
        function=series.function,
        words=series.words,
        from_at=from_at,
        until_at=until_at,
        capacity=series.capacity,
        taken=len(who),
    )
    for number, one in enumerate(who):
        is_known = week < WEEKS_BACK - 1 or number > 0
        ShiftPlace.objects.create(
            shift=shift,
            resident=one.resident,
            participant=one,
            kind=one.kind,
            state=PlaceState.PRESENT,
            signed_up_at=from_at - timedelta(days=6),
            came_at=from_at + timedelta(minutes=5 * (week % 3)) if is_known else None,
            left_at=until_at - timedelta(minutes=10 * (number % 2)) if is_known else None,
        )
        if is_known and series.function in (FunctionKind.CHORES, FunctionKind.BICYCLES):
            minutes = 60 + 15 * (week % 4)
            hours.log_work(one, minutes=minutes, on=on, function=FunctionKind(series.function), by=CLOCK, at=at)


def _learned(workshop: Facility, known: dict[str, Participant], at: datetime) -> None:
    today = clock.dutch(at).date()
    rows = (
        ("Filip Nowakowski", "Elektrisch", "Verlichting op twaalf opgeknapte fietsen"),
        ("Haile Tesfay", "Schilderen", "De kozijnen van het buurthuis"),
    )
    for name, skill_name, work in rows:
        skill = Skill.objects.filter(facility=workshop, name=skill_name).first()
        if skill is not None and name in known:
            participants.note_learned(
                known[name], skill=skill, learned_by=work, learned_on=today - timedelta(days=20), by=CLOCK, at=at
            )


def _account(participant: Participant | None, at: datetime) -> None:
    """Somebody who signs in to see the own work."""
    if participant is None:
        return
    email = f"haile.tesfay@{DOMAIN}"
    account, _made = Account.objects.get_or_create(email=email, defaults={"password": make_password(PASSWORD)})
    EmailAddress.objects.get_or_create(user=account, email=email, defaults={"verified": True, "primary": True})
    person = people.add_person(name=participant.resident.name, is_listed=False, by=CLOCK, at=at)
    person.account = account
    person.save(update_fields=["account"])
    participant.person = person
    participant.save(update_fields=["person"])


def _garden(workshop: Facility, garden: Facility, at: datetime) -> None:
    """Sixteen plots: ten in use, one that is too wet, the others offered or free; three people wait."""
    today = clock.dutch(at).date()
    gardens.add_plots(garden, count=10, square_metres=24, by=CLOCK, at=at)
    gardens.add_plots(garden, count=4, square_metres=12, words="verhoogde bak", by=CLOCK, at=at)
    gardens.add_plots(garden, count=PLOTS - 14, square_metres=40, words="bij het water", by=CLOCK, at=at)
    plots = list(Plot.objects.filter(facility=garden))
    gardens.change_plot(
        plots[-1], square_metres=40, words="bij het water", out_because="De grond is te nat.", by=CLOCK, at=at
    )
    year = today.year if today < date(today.year, 11, 1) else today.year + 1
    season: Season = gardens.open_season(
        garden,
        year=year,
        from_on=date(year, 3, 1),
        until_on=date(year, 11, 1),
        contribution_cents=2500,
        by=CLOCK,
        at=at,
    )
    residents = {one.name: one for one in Resident.objects.filter(facility=workshop)}
    for plot, name in zip(plots, GARDENERS, strict=False):
        if name in residents:
            PlotUse.objects.create(
                facility=garden,
                plot=plot,
                season=season,
                resident=residents[name],
                agreed_on=today - timedelta(days=30),
                full_cost_cents=2500,
                contribution_cents=2500,
            )
    for number, name in enumerate(WAITING):
        if name in residents:
            asked_at = at - timedelta(days=90 - 20 * number)
            gardens.put_on_list(garden, resident=residents[name], by=CLOCK, at=asked_at)
    gardens.offer_plot(plots[len(GARDENERS)], season=season, by=CLOCK, at=at)
    shifts.make_series(
        garden,
        name="Samen in de tuin",
        function=FunctionKind.GARDEN,
        weekday=5,
        from_time=time(10),
        until_time=time(12),
        capacity=12,
        rhythm=Rhythm.FORTNIGHTLY,
        also_when_closed=True,
        from_on=today,
        words="Laarzen aan. Gereedschap en koffie zijn er.",
        by=CLOCK,
        at=at,
    )


def _covenant(workshop: Facility, at: datetime) -> None:
    """The housing corporation lends the building, hands in jobs, and has forty hours a month of work done."""
    partner = Organisation.objects.filter(kind="housing", name__contains="Veenkanten").first()
    if partner is None or Covenant.objects.filter(organisation=partner).exists():
        return
    today = clock.dutch(at).date()
    year = today.year if today.month > 3 else today.year - 1
    covenant = covenants.make_covenant(
        work_area=workshop.work_area,
        organisation=partner,
        title="Samen voor de wijkwerkplaats",
        aim="Een plek waar buurtbewoners werken en leren, en achterpaden en tuinen die er netjes bij liggen.",
        from_on=date(year, 1, 1),
        until_on=date(year + 2, 1, 1),
        by=CLOCK,
        at=at,
    )
    covenants.promise(
        covenant, kind=Promises.PREMISES, words="Het gebouw aan de Ambachtsweg, zonder huur", by=CLOCK, at=at
    )
    jobs = covenants.promise(
        covenant, kind=Promises.JOBS, amount=12, per=Per.QUARTER, words="Klussen uit de woningen", by=CLOCK, at=at
    )
    work = covenants.promise(
        covenant,
        kind=Promises.HOURS,
        amount=40,
        per=Per.MONTH,
        by_organisation=False,
        words="Uren werk in achterpaden en tuinen",
        by=CLOCK,
        at=at,
    )
    day = date(year, 1, 28)
    while day < today:
        month = day.month
        covenants.deliver(work, on=day, amount=34 + month * 5 % 13, evidence="Urenlijst van de maand", by=CLOCK, at=at)
        covenants.deliver(jobs, on=day, amount=3 + month % 3, evidence="Overzicht van de opzichter", by=CLOCK, at=at)
        day = date(day.year + month // 12, month % 12 + 1, 28)
