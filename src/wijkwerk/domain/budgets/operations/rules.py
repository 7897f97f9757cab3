"""What can be done with the rules of a fund. A draft is changed freely; what is published is never changed: a change is
a new rule set from a day on. A mistake is withdrawn as long as nobody met it: no application came in and no money was
allotted by it. The fund is locked before its rules, so that two of them never hold at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max, Model, Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import (
    AllotmentRule,
    AllotmentTerm,
    AmountBand,
    ApplicantCeiling,
    Application,
    AutomaticCheck,
    BodyKindAmount,
    Category,
    CategoryCeiling,
    CostShare,
    Criterion,
    CriterionGroup,
    Decider,
    EligibleKind,
    Fund,
    HouseholdBand,
    Intake,
    RuleSet,
    RuleSetState,
    SizeClass,
    TypedFigure,
)
from wijkwerk.domain.budgets.operations import funds
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import ChangedMeanwhile, Refusal

# Rows that belong to a rule set, and by which fields each is there once.
ROWS: dict[type[Model], tuple[str, ...]] = {
    Criterion: (),
    CategoryCeiling: ("category",),
    ApplicantCeiling: ("applicant_kind",),
    CostShare: ("above_cents",),
    HouseholdBand: ("from_households",),
    EligibleKind: ("words",),
    AmountBand: ("above_cents",),
}
# Rows that belong to a term of the allotment.
TERM_ROWS: dict[type[Model], tuple[str, ...]] = {SizeClass: (), BodyKindAmount: ("words",)}
KEPT = {
    "id",
    "pk",
    "municipality",
    "fund",
    "work_area",
    "state",
    "created_at",
    "published_at",
    "earlier_end",
    "withdrawn_at",
    "withdrawn_because",
    "version",
    "valid_until",
}
Row = TypeVar("Row", bound=Model)


class RulesAreFixed(Refusal):
    message = _("Deze regels zijn vastgesteld en veranderen niet meer. Maak nieuwe regels die vanaf een dag gelden.")
    status = 409


class RulesChangedMeanwhile(ChangedMeanwhile):
    message = _("Iemand anders heeft deze regels intussen gewijzigd. Kijk wat er nu staat en bewaar daarna opnieuw.")


class DraftIsThere(Refusal):
    message = _("Er is al een concept. Maak dat eerst af of gooi het weg.")


class StandsAlready(Refusal):
    message = _("Dit staat er al. Wijzig wat er staat.")


class ClassesOverlap(Refusal):
    message = _("Deze klasse loopt door een andere klasse heen. Een aantal mag maar in één klasse vallen.")
    field = "from_count"


class BeginsTooEarly(Refusal):
    field = "valid_from"

    def __init__(self, last: date) -> None:
        words = gettext("Er gelden al regels vanaf %(day)s. Nieuwe regels beginnen op een latere dag.")
        super().__init__(words % {"day": f"{last:%d-%m-%Y}"})


class AppliedSince(Refusal):
    field = "valid_from"

    def __init__(self, last: datetime) -> None:
        words = gettext(
            "Op %(day)s kwam een aanvraag binnen, en die houdt de regels van die dag. Laat deze regels later beginnen."
        )
        super().__init__(words % {"day": f"{clock.dutch(last):%d-%m-%Y}"})


class CommitteeMissing(Refusal):
    message = _("Kies welke commissie beslist of adviseert, en wat zij doet.")
    field = "committee"


class TooFewOfAny(Refusal):
    message = _("Er staan minder punten onder “een deel van deze punten” dan er moeten zijn voldaan.")
    field = "least_of_any"


class AlreadyEnds(Refusal):
    message = _("Deze regels houden al op.")


class NotOfAnArea(Refusal):
    message = _("Alleen regels van één gebied kunnen stoppen; daarna gelden er de regels van het hele budget.")


class EndsTooEarly(Refusal):
    message = _("Kies een dag vanaf vandaag, en na de dag dat deze regels begonnen.")
    field = "until"


class WithdrawnWithoutReason(Refusal):
    message = _("Schrijf op wat er niet klopt. Iedereen kan dit lezen.")
    field = "reason"


class NotPublished(Refusal):
    message = _("Deze regels zijn niet vastgesteld, of al ingetrokken.")
    status = 409


class LaterRulesStand(Refusal):
    message = _("Na deze regels zijn er al andere vastgesteld. Trek eerst die in.")
    status = 409


class AppliedByThem(Refusal):
    message = _(
        "Er is al aangevraagd volgens deze regels. Die aanvragen houden de regels van hun dag. Maak nieuwe regels die "
        "vanaf een latere dag gelden."
    )
    status = 409


class AllottedByThem(Refusal):
    message = _("Er is al geld verdeeld volgens deze regels. Maak nieuwe regels die vanaf een latere dag gelden.")
    status = 409


class Clash(Refusal):
    message = _("Deze regels kunnen zo niet: een bedrag, deel of klasse past niet bij een ander. Kijk de regels na.")


# What the program finds out where the rules ask it: who says so need not think of the point as well.
CHECKED: dict[str, tuple[AutomaticCheck, object]] = {  # by the field, with the value that asks nothing
    "least_applicants": (AutomaticCheck.ENOUGH_HOUSEHOLDS, 1),
    "most_per_year": (AutomaticCheck.NOT_TOO_OFTEN, None),
    "most_per_applicant_cents": (AutomaticCheck.NOT_TOO_OFTEN, None),
    "least_per_application_cents": (AutomaticCheck.AMOUNT_ABOVE_LEAST, None),
    "own_share_permille": (AutomaticCheck.OWN_SHARE, 0),
    "intake": (AutomaticCheck.IN_TIME, Intake.CONTINUOUS),
    "before_start_days": (AutomaticCheck.BEFORE_START, 0),
    "within_year": (AutomaticCheck.WITHIN_YEAR, False),
}


class TermContent(NamedTuple):
    """One line of the sum with its classes and its kinds of bodies."""

    values: dict[str, Any]
    classes: list[dict[str, Any]]
    body_kinds: list[dict[str, Any]]


class Content(NamedTuple):
    """Everything that rules say: their own values, their rows, and how money is allotted."""

    values: dict[str, Any]
    rows: list[tuple[type[Model], dict[str, Any]]]  # a category by its name
    allotment: dict[str, Any] | None
    terms: list[TermContent]


# ── A rule set ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def start_rules(
    fund: Fund,
    *,
    valid_from: date,
    by: Actor,
    at: datetime,
    work_area: WorkArea | None = None,
    copy_of: RuleSet | None = None,
) -> RuleSet:
    """A draft, for all areas or for one; empty, or as other rules are: earlier ones, of an area, of another fund."""
    locked = funds.lock(fund)
    if RuleSet.objects.filter(fund=locked, work_area=work_area, state=RuleSetState.DRAFT).exists():
        raise DraftIsThere
    made = RuleSet(fund=locked, work_area=work_area, valid_from=valid_from, created_at=at)
    if copy_of is not None:
        _copy_fields(copy_of, made, besides=KEPT | {"valid_from"})
    made.save()
    if copy_of is not None:
        _copy_rows(copy_of, made)
    else:
        _usual_criteria(made)
    details = {"fund": locked.pk, "copy_of": copy_of.pk if copy_of else None}
    journal.record("rules.started", about=made, by=by, at=at, details=details)
    return made


@transaction.atomic
def draft_rules(
    fund: Fund,
    *,
    valid_from: date,
    by: Actor,
    at: datetime,
    work_area: WorkArea | None = None,
    copy_of: RuleSet | None = None,
    content: Content | None = None,
) -> RuleSet:
    """A draft with all that it says at once; without content as `start_rules` makes it."""
    made = start_rules(fund, valid_from=valid_from, work_area=work_area, copy_of=copy_of, by=by, at=at)
    return write_rules(made, content, by=by, at=at) if content is not None else made


@transaction.atomic
def change_rules(rule_set: RuleSet, *, by: Actor, at: datetime, version: int | None = None, **values: Any) -> RuleSet:
    """Other values of a draft: only those that are named. What they begin to ask is checked from then on."""
    fresh = _draft(rule_set)
    if version is not None and version != fresh.version:
        raise RulesChangedMeanwhile(fresh.version)
    if unknown := set(values) & KEPT:
        raise ValueError(f"Rules are not changed in {', '.join(sorted(unknown))}.")
    asked = [name for name in CHECKED if name in values and getattr(fresh, name) == CHECKED[name][1]]
    for name, value in values.items():
        setattr(fresh, name, value)
    for name in asked:
        if values[name] != CHECKED[name][1]:
            _put_usual(fresh, CHECKED[name][0])
    return _changed(fresh, sorted(values), by=by, at=at)


def write_rules(rule_set: RuleSet, content: Content, *, by: Actor, at: datetime, version: int | None = None) -> RuleSet:
    """All of a draft anew: what it said before is gone."""
    try:
        with transaction.atomic():
            return _write(rule_set, content, by=by, at=at, version=version)
    except IntegrityError as clash:
        raise Clash from clash


def _write(rule_set: RuleSet, content: Content, *, by: Actor, at: datetime, version: int | None) -> RuleSet:
    fresh = change_rules(rule_set, by=by, at=at, version=version, **content.values)
    for model in ROWS:
        model._default_manager.filter(rule_set=fresh).delete()
    AllotmentRule.objects.filter(rule_set=fresh).delete()
    for model, values in content.rows:
        if "category" in values:
            values = values | {"category": _category_named(values["category"], fresh.fund)}
        _put_row(fresh, model, **values)
    if content.allotment is not None:
        AllotmentRule.objects.create(rule_set=fresh, **content.allotment)
        for each in content.terms:
            term = _put_term(fresh, **each.values)
            for values in each.classes:
                _put_term_row(term, SizeClass, **values)
            for values in each.body_kinds:
                _put_term_row(term, BodyKindAmount, **values)
    fresh.refresh_from_db()
    return fresh


@transaction.atomic
def publish_rules(rule_set: RuleSet, *, by: Actor, at: datetime) -> RuleSet:
    """Fixed for ever, from its first day on; the rules before it hold up to that day."""
    locked = funds.lock(rule_set.fund)
    fresh = _draft(rule_set)
    _is_complete(fresh)
    # Held before it is looked at what came in by them: nothing comes in by them meanwhile.
    published = RuleSet.objects.filter(fund=locked).published().select_for_update(no_key=True).order_by("pk")
    beside = [each for each in published if each.work_area_id == fresh.work_area_id]
    before = max(beside, key=lambda each: each.valid_from, default=None)
    if before is not None and fresh.valid_from <= before.valid_from:
        raise BeginsTooEarly(before.valid_from)
    _nobody_applied_since(fresh)
    if before is not None and (before.valid_until is None or before.valid_until >= fresh.valid_from):
        fresh.earlier_end, before.valid_until = before.valid_until, fresh.valid_from
        before.save(update_fields=["valid_until"])
    fresh.state, fresh.published_at = RuleSetState.PUBLISHED, at
    fresh.version += 1
    fresh.save()
    journal.record("rules.published", about=fresh, by=by, at=at, details={"from": fresh.valid_from.isoformat()})
    return fresh


def _nobody_applied_since(fresh: RuleSet) -> None:
    """What came in on its first day or after it has rules already, for ever: those of its own day."""
    first = datetime.combine(fresh.valid_from, time(), clock.AMSTERDAM)
    came = Application.objects.filter(fund=fresh.fund_id, rule_set__isnull=False, sent_at__gte=first)
    of_area = fresh.work_area_id is not None
    came = came.filter(work_area=fresh.work_area_id) if of_area else came.filter(rule_set__work_area=None)
    if (last := came.aggregate(last=Max("sent_at"))["last"]) is not None:
        raise AppliedSince(last)


class Withdrawn(NamedTuple):
    """Rules that were withdrawn, and the draft to go on with where one was asked."""

    rule_set: RuleSet
    draft: RuleSet | None


@transaction.atomic
def withdraw_rules(rule_set: RuleSet, *, reason: str, by: Actor, at: datetime, as_draft: bool = False) -> Withdrawn:
    """A mistake that nobody met yet: they hold no more, and stay to be read with what was wrong. Those before them hold
    as they did; `as_draft` makes a draft that says the same, to mend."""
    locked = funds.lock(rule_set.fund)
    fresh: RuleSet = RuleSet.objects.select_for_update(no_key=True).get(pk=rule_set.pk)
    if not (reason := text.one_line(reason)):
        raise WithdrawnWithoutReason
    if not fresh.is_published:
        raise NotPublished
    uses = rules.uses_of(fresh)
    if uses.has_applications:
        raise AppliedByThem
    if uses.has_allotments:
        raise AllottedByThem
    if uses.has_later:
        raise LaterRulesStand
    fresh.state, fresh.withdrawn_at, fresh.withdrawn_because = RuleSetState.WITHDRAWN, at, reason
    fresh.version += 1
    fresh.save()
    before = RuleSet.objects.filter(fund=locked, work_area=fresh.work_area_id, valid_until=fresh.valid_from)
    before.published().update(valid_until=fresh.earlier_end)
    journal.record("rules.withdrawn", about=fresh, by=by, at=at)
    draft = None
    if as_draft:
        draft = start_rules(locked, valid_from=fresh.valid_from, work_area=fresh.work_area, copy_of=fresh, by=by, at=at)
    return Withdrawn(fresh, draft)


def hold_rules(fund: Fund, *, work_area: WorkArea | None, on: date) -> RuleSet:
    """The rules that hold on a day; nobody withdraws them before this deed is done."""
    while True:
        found = rules.rule_set_on(fund, work_area=work_area, on=on)
        if RuleSet.objects.published().filter(pk=found.pk).order_by().select_for_update(no_key=True):
            return found


@transaction.atomic
def end_rules(rule_set: RuleSet, *, until: date, by: Actor, at: datetime) -> RuleSet:
    """An area's own rules stop: from this day on those of the fund hold there again."""
    funds.lock(rule_set.fund)
    fresh: RuleSet = RuleSet.objects.select_for_update(no_key=True).get(pk=rule_set.pk)
    if fresh.work_area_id is None or not fresh.is_published:
        raise NotOfAnArea
    if fresh.valid_until is not None:
        raise AlreadyEnds
    if until <= fresh.valid_from or until < clock.dutch(at).date():
        raise EndsTooEarly
    fresh.valid_until = until
    fresh.save(update_fields=["valid_until"])
    journal.record("rules.ended", about=fresh, by=by, at=at, details={"until": until.isoformat()})
    return fresh


@transaction.atomic
def remove_draft(rule_set: RuleSet, *, by: Actor, at: datetime) -> None:
    """A draft that nobody needs."""
    fresh = _draft(rule_set)
    journal.record("rules.draft_removed", about=fresh.fund, by=by, at=at, details={"rules": fresh.pk})
    fresh.delete()


# ── Its rows ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_row(rule_set: RuleSet, model: type[Row], *, by: Actor, at: datetime, **values: Any) -> Row:
    """One more criterion, ceiling, kind of costs or amount above which others decide."""
    fresh = _draft(rule_set)
    row = _put_row(fresh, model, **values)
    _changed(fresh, [_name(model)], by=by, at=at)
    return row


def _put_row(fresh: RuleSet, model: type[Row], **values: Any) -> Row:
    _is_there_once(model, ROWS[model], {"rule_set": fresh}, values)
    if hasattr(model, "order"):
        values.setdefault("order", _next_order(model.objects.filter(rule_set=fresh)))  # type: ignore[attr-defined]
    row: Row = model.objects.create(rule_set=fresh, **values)  # type: ignore[attr-defined]
    return row


@transaction.atomic
def add_usual_criterion(rule_set: RuleSet, check: AutomaticCheck, *, by: Actor, at: datetime) -> Criterion:
    """What the program finds out itself, in its usual words. One that stands already stays as it is."""
    fresh = _draft(rule_set)
    criterion = _put_usual(fresh, check)
    _changed(fresh, [_name(Criterion)], by=by, at=at)
    return criterion


def _put_usual(fresh: RuleSet, check: AutomaticCheck) -> Criterion:
    known: Criterion | None = Criterion.objects.filter(rule_set=fresh, automatic=check).first()
    return known or _put_row(fresh, Criterion, words=usual_words(check), automatic=check)


def usual_words(check: AutomaticCheck) -> str:
    return capfirst(str(check.label))


@transaction.atomic
def change_row(row: Row, *, by: Actor, at: datetime, **values: Any) -> Row:
    """The same row, otherwise; of a rule set or of a term."""
    model, is_of_term = type(row), type(row) in TERM_ROWS
    fresh = _draft(_rules_of(row))
    within = {"term": row.term} if is_of_term else {"rule_set": fresh}  # type: ignore[attr-defined]
    _is_there_once(model, (TERM_ROWS if is_of_term else ROWS).get(model, ()), within, values, besides=row.pk)
    many = {name: values.pop(name) for name in [each.name for each in model._meta.many_to_many] if name in values}
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, SizeClass):
        _does_not_overlap(row)
    row.save()
    for name, things in many.items():
        getattr(row, name).set(things)
    _changed(fresh, [_name(model)], by=by, at=at)
    return row


@transaction.atomic
def remove_row(row: Model, *, by: Actor, at: datetime) -> None:
    """It holds no more in this draft."""
    fresh = _draft(_rules_of(row))
    row.delete()
    _changed(fresh, [_name(type(row))], by=by, at=at)


@transaction.atomic
def move_row(row: Model, *, up: bool, by: Actor, at: datetime) -> None:
    """A place higher or lower among its own."""
    fresh = _draft(_rules_of(row))
    siblings: Any = type(row)._default_manager.all()
    if isinstance(row, Criterion):
        siblings = siblings.filter(rule_set=fresh, group=row.group)
    elif isinstance(row, AllotmentTerm):
        siblings = siblings.filter(allotment=row.allotment_id)
    else:
        siblings = siblings.filter(rule_set=fresh)
    in_order = list(siblings.order_by("order", "id"))
    here = next(n for n, each in enumerate(in_order) if each.pk == row.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(in_order):
        in_order[here], in_order[there] = in_order[there], in_order[here]
        for n, each in enumerate(in_order, start=1):
            each.order = n
            each.save(update_fields=["order"])
        _changed(fresh, [_name(type(row))], by=by, at=at)


# ── Its allotment ──────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def set_allotment(rule_set: RuleSet, *, by: Actor, at: datetime, **values: Any) -> AllotmentRule:
    """How the sum is rounded and bounded."""
    fresh = _draft(rule_set)
    rule: AllotmentRule
    rule, _is_new = AllotmentRule.objects.update_or_create(rule_set=fresh, defaults=values)
    _changed(fresh, ["allotment"], by=by, at=at)
    return rule


@transaction.atomic
def add_term(rule_set: RuleSet, *, by: Actor, at: datetime, **values: Any) -> AllotmentTerm:
    """One more line of the sum."""
    fresh = _draft(rule_set)
    term = _put_term(fresh, **values)
    _changed(fresh, ["allotmentterm"], by=by, at=at)
    return term


def _put_term(fresh: RuleSet, **values: Any) -> AllotmentTerm:
    rule, _is_new = AllotmentRule.objects.get_or_create(rule_set=fresh)
    made: AllotmentTerm = AllotmentTerm.objects.create(
        allotment=rule, **{"order": _next_order(rule.terms.all())} | values
    )
    return made


@transaction.atomic
def add_term_row(term: AllotmentTerm, model: type[Row], *, by: Actor, at: datetime, **values: Any) -> Row:
    """A class of sizes, or a kind of body."""
    fresh = _draft(_rules_of(term))
    row = _put_term_row(term, model, **values)
    _changed(fresh, [_name(model)], by=by, at=at)
    return row


def _put_term_row(term: AllotmentTerm, model: type[Row], **values: Any) -> Row:
    _is_there_once(model, TERM_ROWS[model], {"term": term}, values)
    many = {name: values.pop(name) for name in [each.name for each in model._meta.many_to_many] if name in values}
    if hasattr(model, "order"):
        values.setdefault("order", _next_order(model.objects.filter(term=term)))  # type: ignore[attr-defined]
    row = model(term=term, **values)
    if isinstance(row, SizeClass):
        _does_not_overlap(row)
    row.save()
    for name, things in many.items():
        getattr(row, name).set(things)
    return row


@transaction.atomic
def type_figures(
    term: AllotmentTerm, counts: Mapping[WorkArea | None, int | None], *, year: int, by: Actor, at: datetime
) -> None:
    """What the municipality counted itself for the pots of a year, for each of these areas; nothing: that of the
    statistics counts. Also when the rules are published: they say what is counted, not how many there are."""
    rule_set = _rules_of(term)
    funds.lock(rule_set.fund)
    period = term.year_of_figure(year)
    for work_area, count in counts.items():
        at_place = TypedFigure.objects.filter(term=term, work_area=work_area, period=period)
        if count is None:
            at_place.delete()
        elif not at_place.update(count=count):
            TypedFigure.objects.create(term=term, work_area=work_area, period=period, count=count)
    journal.record("rules.figures_typed", about=rule_set, by=by, at=at, details={"term": term.pk, "period": period})


def _does_not_overlap(row: SizeClass) -> None:
    others = SizeClass.objects.filter(term=row.term).exclude(pk=row.pk)
    over = others.filter(Q(until_count=None) | Q(until_count__gt=row.from_count))
    if row.until_count is not None:
        over = over.filter(from_count__lt=row.until_count)
    if over.exists():
        raise ClassesOverlap


# ── What these deeds share ─────────────────────────────────────────────────────────────────────────────────────────
def _draft(rule_set: RuleSet) -> RuleSet:
    fresh: RuleSet = RuleSet.objects.select_for_update(no_key=True).get(pk=rule_set.pk)
    if not fresh.is_draft:
        raise RulesAreFixed
    return fresh


def _changed(fresh: RuleSet, what: list[str], *, by: Actor, at: datetime) -> RuleSet:
    fresh.version += 1
    fresh.save()
    journal.record("rules.changed", about=fresh, by=by, at=at, details={"what": what})
    return fresh


def _rules_of(row: Any) -> RuleSet:
    if isinstance(row, AllotmentTerm):
        row = row.allotment
    elif type(row) in TERM_ROWS:
        row = row.term.allotment
    rule_set: RuleSet = row.rule_set
    return rule_set


def _name(model: type[Model]) -> str:
    return str(model._meta.model_name)


def _next_order(rows: Any) -> int:
    last: int | None = rows.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


def _is_there_once(
    model: type[Model],
    fields: tuple[str, ...],
    within: dict[str, Any],
    values: dict[str, Any],
    *,
    besides: int | None = None,
) -> None:
    if not fields or not all(name in values for name in fields):
        return
    same = model._default_manager.filter(**within, **{name: values[name] for name in fields}).exclude(pk=besides)
    if same.exists():
        raise StandsAlready(field=fields[0])


def _is_complete(rule_set: RuleSet) -> None:
    """What the rules would promise without being able to keep it."""
    deciders: list[RuleSet | AmountBand] = [rule_set, *rule_set.amount_bands.all()]
    for who in deciders:
        if (who.decided_by == Decider.COMMITTEE or who.committee_role) and who.committee_id is None:
            raise CommitteeMissing
        if who.committee_id is not None and not who.committee_role:
            raise CommitteeMissing(field="committee_role")
    any_of = rule_set.criteria.filter(group=CriterionGroup.ANY).count()
    if any_of and rule_set.least_of_any > any_of:
        raise TooFewOfAny


USUAL_CHECKS = (
    AutomaticCheck.AREA_MATCHES,
    AutomaticCheck.APPLICANT_KIND,
    AutomaticCheck.AMOUNT_BELOW_CEILING,
    AutomaticCheck.POT_HAS_ROOM,
)


def _usual_criteria(rule_set: RuleSet) -> None:
    """What nearly every fund asks; the rest is chosen."""
    for order, check in enumerate(USUAL_CHECKS, start=1):
        Criterion.objects.create(rule_set=rule_set, order=order, words=usual_words(check), automatic=check)


# ── Copying ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _copy_fields(source: Model, target: Model, *, besides: set[str]) -> None:
    for field in source._meta.concrete_fields:
        if field.name not in besides:
            setattr(target, field.attname, getattr(source, field.attname))


def _copy_of(source: Row, **within: Any) -> Row:
    """The same row elsewhere, with the things that it names."""
    target = type(source)()
    _copy_fields(source, target, besides={"id", "municipality", *within})
    for name, value in within.items():
        setattr(target, name, value)
    target.save()
    for field in source._meta.many_to_many:
        getattr(target, field.name).set(getattr(source, field.name).all())
    return target


def _copy_rows(source: RuleSet, target: RuleSet) -> None:
    for model in ROWS:
        for row in model._default_manager.filter(rule_set=source):
            if isinstance(row, CategoryCeiling):
                _copy_of(row, rule_set=target, category=_same_category(row.category, target.fund))
            else:
                _copy_of(row, rule_set=target)
    rule: AllotmentRule | None = AllotmentRule.objects.filter(rule_set=source).first()
    if rule is None:
        return
    copied = _copy_of(rule, rule_set=target)
    for term in rule.terms.all():
        same = _copy_of(term, allotment=copied)
        of_term: list[type[Model]] = [*TERM_ROWS, TypedFigure]
        for model in of_term:
            for row in model._default_manager.filter(term=term):
                _copy_of(row, term=same)


def _same_category(category: Category, fund: Fund) -> Category:
    """The category itself, or in another fund the one of the same name."""
    return category if category.fund_id == fund.pk else _category_named(category.name, fund)


def _category_named(name: str, fund: Fund) -> Category:
    known: Category | None = Category.objects.filter(fund=fund, name=name).first()
    return known or Category.objects.create(fund=fund, name=name, order=_next_order(fund.categories.all()))
