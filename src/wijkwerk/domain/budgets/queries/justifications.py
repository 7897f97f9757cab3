"""What can be asked of justifications: what is to be told, what the receipts come to, how much can be approved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import (
    Application,
    Claim,
    Fund,
    Grant,
    Initiative,
    Justification,
    JustificationState,
    Receipt,
    Reminder,
    RuleSet,
    StoryPhoto,
)
from wijkwerk.domain.budgets.models.decisions import GrantState
from wijkwerk.domain.budgets.models.justifications import JUDGED, WRITABLE
from wijkwerk.domain.budgets.queries import ceilings
from wijkwerk.domain.budgets.queries.ledger import GrantStands
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import money


# ── Finding ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _whole(rows: QuerySet[Justification]) -> QuerySet[Justification]:
    return rows.select_related(
        "grant__application__work_area",
        "grant__application__fund",
        "grant__application__rule_set",
        "grant__application__organisation",
        "grant__application__initiative",
        "grant__pot",
        "judged_by",
        "entered_by",
    )


def justification(number: int) -> Justification:
    found: Justification = _whole(Justification.objects.all()).get(pk=number)
    return found


def of_application(application: Application) -> Justification | None:
    """That of the grant that stands; None before anything was granted."""
    rows = _whole(Justification.objects.filter(grant__application=application))
    return rows.exclude(grant__state=GrantState.WITHDRAWN).first()


def grant_of(application: Application) -> Grant | None:
    found: Grant | None = Grant.objects.standing().filter(application=application).first()
    return found


def receipt(number: int, receipt_id: int) -> Receipt:
    rows = Receipt.objects.select_related("justification__grant__application", "photo")
    found: Receipt = rows.get(pk=receipt_id, justification_id=number)
    return found


def photo(number: int, photo_id: int) -> StoryPhoto:
    rows = StoryPhoto.objects.select_related("justification__grant__application", "photo")
    found: StoryPhoto = rows.get(pk=photo_id, justification_id=number)
    return found


def receipts_of(told: Justification) -> list[Receipt]:
    return list(told.receipts.select_related("photo", "cost_line"))


def photos_of(told: Justification) -> list[StoryPhoto]:
    return list(told.photos.select_related("photo"))


def reminders_of(told: Justification) -> list[Reminder]:
    return list(told.reminders.all())


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
SHOWN: dict[str, Callable[[date], Q]] = {
    "beoordelen": lambda on: Q(state=JustificationState.HANDED_IN),
    "nog-te-doen": lambda on: Q(state__in=WRITABLE, due_on__gte=on),
    "te-laat": lambda on: Q(state__in=WRITABLE, due_on__lt=on),
    "afgerond": lambda on: Q(state__in=JUDGED),
}


def justifications(
    *, actor: Actor, on: date, shows: str = "", work_area: WorkArea | None = None, fund: Fund | None = None
) -> QuerySet[Justification]:
    """Those that this actor may open, with how many receipts and photos they have."""
    rows = _whole(Justification.objects.visible_to(actor).alive())
    rows = rows.filter(SHOWN[shows](on)) if shows in SHOWN else rows
    if work_area is not None:
        rows = rows.filter(grant__application__work_area=work_area)
    if fund is not None:
        rows = rows.filter(grant__application__fund=fund)
    return rows.annotate(receipt_count=Count("receipts", distinct=True), photo_count=Count("photos", distinct=True))


@dataclass(frozen=True)
class Counts:
    """How many wait for whom."""

    to_judge: int
    to_do: int
    late: int
    claims: int
    to_come_back_cents: int


def counts(actor: Actor, *, on: date) -> Counts:
    """In two questions."""
    rows = Justification.objects.visible_to(actor).alive()
    told = rows.aggregate(
        to_judge=Count("pk", filter=SHOWN["beoordelen"](on)),
        to_do=Count("pk", filter=SHOWN["nog-te-doen"](on)),
        late=Count("pk", filter=SHOWN["te-laat"](on)),
    )
    claims = Claim.objects.visible_to(actor).open()
    asked = claims.aggregate(claims=Count("pk"), asked=Sum("amount_cents"), back=Sum("repaid_cents"))
    return Counts(**told, claims=asked["claims"], to_come_back_cents=(asked["asked"] or 0) - (asked["back"] or 0))


def to_expect() -> QuerySet[Grant]:
    """Grants that have to be justified while nothing says so yet."""
    begun = Justification.objects.filter(grant=OuterRef("pk"))
    rows: QuerySet[Grant] = Grant.objects.standing().filter(~Exists(begun), justify_by__isnull=False)
    return rows.select_related("application", "pot").order_by("pk")


def to_remind() -> QuerySet[Justification]:
    """Still to be told."""
    rows: QuerySet[Justification] = Justification.objects.writable().alive()
    return rows.order_by("pk")


# ── What is asked, and what the money comes to ─────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Asked:
    """What the rules of its own day ask of who got this grant."""

    amount: bool  # else telling what became of it will do
    receipts: bool


def asked_of(grant: Grant) -> Asked:
    rules: RuleSet | None = grant.application.rule_set
    if rules is None:
        return Asked(amount=True, receipts=False)
    amount = grant.amount_cents > rules.justify_above_cents
    receipts = amount and grant.amount_cents > rules.justify_with_receipts_above_cents
    # A body that distributes it hands in its account: the receipts are with those it gave to.
    return Asked(amount=amount, receipts=receipts and not Fund.objects.filter(funded_by_grant=grant).exists())


def total_of(receipts: Iterable[Receipt]) -> int:
    return sum(each.cents or 0 for each in receipts)


@dataclass(frozen=True)
class SumLine:
    """A line of the sum that says how much can be approved."""

    words: str
    cents: int


@dataclass(frozen=True)
class MoneyOf:
    """What becomes of the money of a grant when so much is approved, with the sum line by line."""

    lines: list[SumLine]
    granted_cents: int  # what can be accounted for: all that was granted, but for what was asked back before
    approved_cents: int
    back_cents: int  # was paid, has to come back
    rest_cents: int  # still to be paid
    freed_cents: int  # was promised, is not needed any more


def sum_of(told: Justification, stands: GrantStands, *, approved: int | None = None) -> MoneyOf:
    """What follows from what was spent: no more than was granted, and than the rules of its own day give for what it
    really cost. `approved` is what somebody chose instead.
    """
    granted, spent, paid = stands.not_paid + stands.not_justified, told.spent_cents or 0, stands.not_justified
    lines = [SumLine(_("Toegekend"), granted)]
    if told.spent_cents is not None:
        lines.append(SumLine(_("Uitgegeven"), spent))
    most = min(granted, spent)
    for bound in _bounds(told, spent):
        if bound.cents < spent:
            lines.append(SumLine(f"{bound.words} ({bound.sum})" if bound.sum else bound.words, bound.cents))
            most = min(most, bound.cents)
    chosen = most if approved is None else approved
    back, rest, freed = max(paid - chosen, 0), max(chosen - paid, 0), granted - max(chosen, paid)
    lines += [SumLine(_("Goedgekeurd"), chosen), SumLine(_("Al betaald"), paid)]
    for words, cents in ((_("Terug te betalen"), back), (_("Nog te betalen"), rest), (_("Vrij in het budget"), freed)):
        if cents:
            lines.append(SumLine(words, cents))
    return MoneyOf(lines, granted, chosen, back, rest, freed)


def _bounds(told: Justification, spent: int) -> list[ceilings.Bound]:
    """What can be given at most for these costs: receipts by the kind of their line, the rest of no kind."""
    application = told.grant.application
    rules: RuleSet | None = application.rule_set
    if rules is None:
        return []
    rows = told.receipts.select_related("cost_line__kind")
    costs = [ceilings.Cost(each.cost_line.kind, each.cents) for each in rows if each.cost_line and each.cents]
    rest = spent - sum(cost.cents for cost in costs)
    if rest > 0:
        costs.append(ceilings.Cost(None, rest))
    most = ceilings.most_for(
        rules,
        ceilings.costs_that_count(costs),
        applicant_kind=application.applicant_kind,
        category_id=application.category_id,
        households=application.households or 0,
    )
    return most.bounds


def in_words(lines: Iterable[SumLine]) -> list[tuple[str, str]]:
    return [(line.words, money.written(line.cents)) for line in lines]


# ── What everybody may read ────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class PublicStory:
    """What became of a plan, as who did it told it and somebody checked: with their consent, for as long."""

    title: str
    area: str
    text: str
    fund: str
    granted_cents: int
    people: int | None
    initiative: Initiative | None
    photos: list[StoryPhoto]


def public_photos() -> QuerySet[StoryPhoto]:
    rows: QuerySet[StoryPhoto] = StoryPhoto.objects.filter(is_public=True, justification__published_at__isnull=False)
    return rows.select_related("photo", "justification__grant__application")


def public_photo(photo_id: int) -> StoryPhoto:
    found: StoryPhoto = public_photos().get(pk=photo_id)
    return found


def published() -> QuerySet[Justification]:
    """What everybody may read, each with the photos that everybody may see."""
    photos = Prefetch("photos", StoryPhoto.objects.filter(is_public=True).select_related("photo"), to_attr="shown")
    rows: QuerySet[Justification] = Justification.objects.filter(published_at__isnull=False)
    return (
        rows.filter(~Q(public_story="") | Q(photos__is_public=True))
        .distinct()
        .select_related("grant__application__initiative", "grant__application__work_area", "grant__pot__fund")
        .prefetch_related(photos)
    )


def public_story(told: Justification) -> PublicStory:
    """Of one of those."""
    application = told.grant.application
    initiative = application.initiative
    return PublicStory(
        title=application.title,
        area=application.work_area.name if application.work_area is not None else "",
        text=told.public_story,
        fund=told.grant.pot.fund.name,
        granted_cents=told.grant.amount_cents,
        people=told.people,
        initiative=initiative if initiative is not None and initiative.is_public else None,
        photos=told.shown,  # type: ignore[attr-defined]
    )


def public_stories(initiative: Initiative) -> list[PublicStory]:
    """Of the grants of an initiative, the newest first."""
    of_it = Q(grant__application__initiative=initiative) | Q(grant__application__initiative__merged_into=initiative)
    return [public_story(each) for each in published().filter(of_it).order_by("-published_at", "-id")]


@dataclass(frozen=True)
class Insight:
    """What an actor may do with a justification, asked once for a page."""

    judges: bool
    sees_who: bool
    enters: bool
    pays: bool
    publishes: bool


def insight(actor: Actor, told: Justification) -> Insight:
    def may(permission: Permission) -> bool:
        return bool(policy.may(actor, permission, on=told))

    return Insight(
        judges=may(Permission.APPLICATION_HANDLE),
        sees_who=may(Permission.APPLICATION_VIEW_APPLICANT),
        enters=may(Permission.APPLICATION_FOR_RESIDENT),
        pays=may(Permission.PAYMENT_MANAGE),
        publishes=may(Permission.INITIATIVE_MANAGE),
    )
