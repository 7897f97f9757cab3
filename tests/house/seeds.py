"""A workshop with one of each thing that it can have, so that every page of it is really walked."""

from datetime import timedelta
from uuid import uuid4

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CharField, TextField
from django.utils import timezone

from wijkwerk.domain.facilities.models import FacilityKind, FunctionKind
from wijkwerk.domain.people.operations import covenants
from wijkwerk.domain.people.tests import factories as people
from wijkwerk.domain.workshop.models import (
    BenchBooking,
    Method,
    OfflineDeed,
    Plot,
    Waiver,
)
from wijkwerk.domain.workshop.operations import (
    days,
    gardens,
    intakes,
    lending,
    money,
    reach,
    reserving,
    rule_cards,
    safety,
    shifts,
    stocktaking,
    visits,
    waiting,
)
from wijkwerk.domain.workshop.operations.forms_help import give_forms_help
from wijkwerk.domain.workshop.operations.hours import log_work
from wijkwerk.domain.workshop.operations.schemes import give_bicycle, give_money
from wijkwerk.domain.workshop.tests import bicycle_factories as bicycles
from wijkwerk.domain.workshop.tests import chore_factories as chores
from wijkwerk.domain.workshop.tests import factories, rota_factories

# Everybody reads these, or they are what the program itself goes by.
PUBLIC = {"ToolKind", "RuleCard", "Facility", "Resident", "ResidentWord", "WorkshopGoal"}
NOT_WORDS = {"code", "card_code", "about_kind", "frame_number", "reply_address", "name_key", "buurt_code"}


def make_workshop(work_area, words, *, email="gast@example.nl"):
    """The workshop of an area, with `words` wherever somebody can type words that are not for everybody."""
    at = timezone.now()
    host = factories.make_host(work_area, name="Hendrik Heen", email=email)
    says = {"by": host, "at": at}
    workshop = factories.make_facility(work_area, f"Werkplaats {work_area}")
    garden = factories.make_facility(work_area, f"Tuin {work_area}", kind=FacilityKind.GARDEN)
    for place in (workshop, garden):
        factories.open_on(place, *range(7))
    rika, jan, piet = (
        factories.make_resident(
            workshop,
            f"{name} {words}",
            card_code=f"K{uuid4().hex[:8]}",
            created_at=at,
            seen_at=at,
            reply_address=address,
        )
        for name, address in (("Rika", "rika@example.nl"), ("Jan", "jan@example.nl"), ("Piet", "piet@example.nl"))
    )
    _lending(workshop, rika, jan, piet, words, says)
    helper = _people(workshop, garden, work_area, rika, jan, words, says)
    _bicycles(workshop, rika, jan, words, says)
    _chores(workshop, rika, helper, words, host, says)
    _desk(workshop, rika, words, says)
    covenant = covenants.make_covenant(
        work_area=work_area,
        organisation=people.make_organisation(f"Stichting {work_area}"),
        title=words,
        aim=words,
        from_on=at.date(),
        **says,
    )
    promise = covenants.promise(covenant, kind="hours", words=words, amount=10, per="month", **says)
    covenants.deliver(promise, on=at.date(), amount=2, evidence=words, **says)
    fill_all_words(workshop, words)
    return workshop


def _lending(workshop, rika, jan, piet, words, says):
    at = says["at"]
    kind = factories.make_kind(workshop, "Zaag", contribution_cents=250, full_cost_cents=600, inspection_months=12)
    spare, out, kept = (factories.make_tool(kind, f"Z{uuid4().hex[:6]}", note=words) for _ in range(3))
    for tool in (spare, out, kept):
        safety.inspect(tool, on=at.date(), outcome="passed", inspected_by=words, note=words, **says)
    factories.make_kit(workshop, spare, kept, name=words, code=f"S{uuid4().hex[:6]}")
    [loan] = lending.lend([out], resident=rika, for_resident=jan, out_note=words, **says)
    money.waive(loan, cents=100, reason=Waiver.HARDSHIP, **says)
    money.receive(workshop, amount_cents=50, method=Method.CASH, words=words, about=loan, resident=rika, **says)
    lending.instruct(kind, resident=rika, **says)
    reserving.reserve(
        workshop, tool=kept, resident=jan, from_at=at + timedelta(days=1), until_at=at + timedelta(days=3), **says
    )
    lone = factories.make_kind(workshop, "Boor")
    lending.lend([factories.make_tool(lone, f"B{uuid4().hex[:6]}")], resident=rika, **says)
    waiting.join_waiting(lone, resident=piet, **says)
    chairs = factories.make_kind(workshop, "Stoel", stock=20, contribution_cents=10)
    lending.lend_counted(chairs, number=4, resident=rika, out_note=words, **says)
    stocktaking.begin(workshop, **says)


def _people(workshop, garden, work_area, rika, jan, words, says):
    at = says["at"]
    helper = chores.make_helper(workshop, f"Hilde {words}", can=[words], kind="participation_act")
    helper.person = people.make_person(f"Hilde van {work_area}", is_listed=False)
    helper.save()
    log_work(helper, minutes=60, on=at.date(), **says)
    series = rota_factories.make_series(workshop, by=says["by"], at=at)
    shift = series.shifts.first()
    shifts.sign_up(shift, resident=helper.resident, **says)
    for number in range(1, 5):
        Plot.objects.create(facility=garden, number=number, square_metres=20, words=words)
    season = rota_factories.make_season(garden, at.year, contribution_cents=2500)
    season.from_on, season.until_on = at.date(), at.date() + timedelta(days=200)
    season.save()
    plots = list(Plot.objects.filter(facility=garden))
    use = gardens.give_plot(plots[0], season=season, resident=rika, **says)
    money.receive(garden, amount_cents=500, method=Method.CARD, words=words, about=use, resident=rika, **says)
    gardens.put_on_list(garden, resident=jan, **says)
    gardens.offer_plot(plots[1], season=season, **says)
    reach.add_goal(workshop, name="Samen", functions=[FunctionKind.LENDING], **says)
    reach.give_key(reach.add_key(workshop, name=words, **says), participant=helper, **says)
    return helper


def _bicycles(workshop, rika, jan, words, says):
    ready = bicycles.ready(workshop, from_resident=jan, make=words)
    bicycles.receive(workshop, make=words)
    scheme = bicycles.make_scheme(workshop, name=words)
    scheme.terms = words
    scheme.save()
    give_bicycle(scheme, ready, resident=rika, **says)
    give_money(scheme, resident=jan, amount_cents=5_000, **says)
    part = bicycles.make_part(workshop, words)
    bicycles.make_job(workshop, words, part=part)
    bicycles.bring(rika, fault=words, at=says["at"])
    bench = bicycles.make_bench(workshop, code=f"W{uuid4().hex[:6]}")
    begin = says["at"] + timedelta(days=2)
    BenchBooking.objects.create(
        facility=workshop,
        bench=bench,
        resident=rika,
        makes=words,
        from_at=begin,
        until_at=begin + timedelta(hours=1),
        made_at=says["at"],
        client_key=uuid4(),
    )


def _chores(workshop, rika, helper, words, host, says):
    at = says["at"]
    chore = chores.make_chore(rika, words, about=words, own_part=words, place=words, **says)
    intakes.hold_talk(chore, outcome="conditional", condition=words, **says)
    refused = chores.make_chore(rika, words, **says)
    intakes.hold_talk(refused, outcome="no", reason=words, better_address=words, **says)
    done = chores.make_chore(rika, words, **says)
    intakes.hold_talk(done, outcome="yes", reason=words, **says)
    lines = [chores.CostLine("material", words, 2_000)]
    quote = chores.chores.give_quote(done, lines=lines, contribution_cents=500, **says)
    chores.chores.agree_quote(quote, **says)
    chores.chores.begin_chore(done, **says)
    chores.chores.note_cost(done, kind="material", words=words, amount_cents=300, **says)
    chores.chores.log_chore_work(done, participant=helper, minutes=30, on=at.date(), **says)
    money.waive(done, cents=100, reason=Waiver.HARDSHIP, **says)
    rule_cards.add_rule(workshop, is_done=True, title="Heg snoeien", **says)
    organisation = people.make_organisation(f"Woningstichting {workshop.work_area}")
    chores.make_round(workshop, words, organisation=organisation, from_on=at.date(), at=at)


def _desk(workshop, rika, words, says):
    visits.note_visit(workshop, function=FunctionKind.MEETING, resident=rika, **says)
    visits.note_visit(workshop, function=FunctionKind.MEETING, people=3, **says)
    days.open_day(workshop, **says)
    give_forms_help(workshop, theme="other", helper=words, **says)
    OfflineDeed.objects.create(
        facility=workshop,
        key=uuid4(),
        kind="loan",
        at=says["at"],
        received_at=says["at"],
        code="ONBEKEND",
        who=words,
        problem="code",
        words=words,
    )


def fill_all_words(workshop, words):
    """Whatever part of the workshop can hold words that somebody typed holds these."""
    for model in apps.get_app_config("workshop").get_models():
        if model.__name__ in PUBLIC:
            continue
        for row in _of(model, workshop):
            for name in _typed(model):
                if not getattr(row, name):
                    _fill(row, name, words)


def _typed(model):
    """Fields for words; not those of a list, nor what something is known by."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, (CharField, TextField)) and not field.choices and field.name not in NOT_WORDS
    ]


def _of(model, workshop):
    fields = {field.name for field in model._meta.concrete_fields}
    if "facility" not in fields:
        return model.objects.none()
    return model.objects.filter(facility__work_area=workshop.work_area_id)


def _fill(row, name, words):
    """Some words stand only with a state; the database says so."""
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{name: words[: type(row)._meta.get_field(name).max_length]})
    except IntegrityError:
        pass
