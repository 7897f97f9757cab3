"""What can be asked of a fund that a body distributes itself: its plans, what was given for them, and its account.

The account tells of titles, areas, amounts and organisations; of no private person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.models import (
    Application,
    Fund,
    FundAccount,
    Grant,
    GrantBalance,
    GrantState,
    Justification,
    LineGrant,
    PlanLine,
    Pot,
)
from wijkwerk.domain.budgets.queries import ledger
from wijkwerk.domain.budgets.queries.ledger import Stands
from wijkwerk.domain.plans.models import AgendaItem, Goal, ProgressNote
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import money
from wijkwerk.foundation.kit.documents.written import Document, Facts, Grid, Heading, Part, Words


# ── Finding ────────────────────────────────────────────────────────────────────────────────────────────────────────
def own_fund(number: int) -> Fund:
    """One that a body distributes."""
    rows = Fund.objects.shown().select_related(
        "holder", "funded_by_grant__application__work_area", "funded_by_grant__decision", "funded_by_grant__pot"
    )
    found: Fund = rows.get(pk=number, funded_by_grant__isnull=False)
    return found


def line(number: int, line_id: int) -> PlanLine:
    rows = PlanLine.objects.select_related("fund__holder", "fund__funded_by_grant", "item__agenda", "goal__vision")
    found: PlanLine = rows.get(pk=line_id, fund_id=number)
    return found


@dataclass(frozen=True)
class OwnGrant:
    """A grant of a body's fund, kept by who keeps the fund."""

    grant: Grant
    fund: Fund

    @property
    def municipality_id(self) -> int:
        return self.grant.municipality_id

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.fund.access_parties()


def own_grant(number: int, grant_id: int) -> OwnGrant:
    fund = own_fund(number)
    rows = Grant.objects.standing().select_related("pot__fund", "application")
    return OwnGrant(rows.get(pk=grant_id, pot__fund=fund), fund)


def line_id_of(grant: Grant) -> int | None:
    found: int | None = LineGrant.objects.filter(grant=grant).values_list("line_id", flat=True).first()
    return found


def account(number: int) -> FundAccount:
    found: FundAccount = FundAccount.objects.select_related("fund__holder").get(pk=number)
    return found


def accounts_of(fund: Fund) -> QuerySet[FundAccount]:
    """What was handed in, without its content, the newest first."""
    rows: QuerySet[FundAccount] = FundAccount.objects.filter(fund=fund).defer("content").order_by("-made_at", "-id")
    return rows


def grant_to_distribute(number: int) -> Grant:
    rows = Grant.objects.standing().select_related("application__organisation", "application__work_area", "pot")
    found: Grant = rows.get(pk=number)
    return found


def keeps(actor: Actor, thing: object) -> policy.Ruling:
    """The people of the body itself, and who keeps the funds of the municipality, for a body without accounts."""
    ruling = policy.may(actor, Permission.APPLICATION_FOLLOW_OWN, on=thing)
    return ruling or policy.may(actor, Permission.FUND_MANAGE, on=thing)


# ── What of its plans can be chosen ────────────────────────────────────────────────────────────────────────────────
def items_for(fund: Fund) -> QuerySet[AgendaItem]:
    """Projects that everybody may see: of the areas of the fund, and those that the body has a part in."""
    own = Q(puller_organisation=fund.holder_id) | Q(partners__organisation=fund.holder_id)
    here = Q(agenda__work_area__in=fund.work_areas.values("pk"))
    rows: QuerySet[AgendaItem] = AgendaItem.objects.filter(own | here, is_public=True)
    return rows.select_related("agenda__work_area").distinct().order_by("-agenda__year", "number")


def goals_for(fund: Fund) -> QuerySet[Goal]:
    """What stands in the plan that residents made themselves, with this body."""
    rows: QuerySet[Goal] = Goal.objects.filter(vision__body=fund.holder_id).select_related("vision")
    return rows.order_by("-vision__from_year", "vision_id", "number")


# ── The money ──────────────────────────────────────────────────────────────────────────────────────────────────────
def stands_of(fund: Fund) -> Stands:
    """All its pots together: what went along into a next year is counted where it is now."""
    return sum(ledger.stands_of_pots(Pot.objects.filter(fund=fund)).values(), start=Stands())


def to_plan(fund: Fund, *, besides: PlanLine | None = None) -> int:
    """What is not in a line of its plans yet."""
    rows = PlanLine.objects.filter(fund=fund)
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    planned = rows.aggregate(cents=Sum("planned_cents"))["cents"] or 0
    return stands_of(fund).allotted - planned


def spent_of(fund: Fund) -> int:
    """What went to initiatives and did not come back."""
    now = stands_of(fund)
    return now.granted - now.returned - now.to_repay


@dataclass(frozen=True)
class Given:
    """A grant that the body gave, as everybody may read it."""

    grant: Grant
    cents: int  # less what was not needed
    paid: int
    justified: int
    returned: int
    to_repay: int
    story: str

    @property
    def title(self) -> str:
        return self.grant.application.title


@dataclass
class LineStand:
    """A line of its plans with what was given for it."""

    line: PlanLine | None  # none: what belongs to no plan
    given: list[Given] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def planned_cents(self) -> int:
        return self.line.planned_cents if self.line is not None else 0

    @property
    def given_cents(self) -> int:
        return sum(each.cents for each in self.given)

    @property
    def justified_cents(self) -> int:
        return sum(each.justified for each in self.given)

    @property
    def returned_cents(self) -> int:
        return sum(each.returned for each in self.given)


def lines_of(fund: Fund) -> list[LineStand]:
    """In a fixed number of questions; what belongs to no plan last, where there is any."""
    public = ProgressNote.objects.filter(is_public=True).order_by("-at", "-id")
    rows = (
        PlanLine.objects.filter(fund=fund)
        .select_related("item__agenda", "goal__vision")
        .prefetch_related(Prefetch("item__notes", public, to_attr="public_notes"))
    )
    found = {line.pk: LineStand(line, notes=_notes_of(line)) for line in rows}
    rest = LineStand(None)
    under = dict(LineGrant.objects.filter(line__fund=fund).values_list("grant_id", "line_id"))
    for given in grants_of(fund):
        found.get(under.get(given.grant.pk, 0), rest).given.append(given)
    return [*found.values(), rest] if rest.given else list(found.values())


def _notes_of(line: PlanLine) -> list[str]:
    notes = getattr(line.item, "public_notes", [])
    return [note.text for note in notes[:2]]


def grants_of(fund: Fund) -> list[Given]:
    """What the body gave, the oldest first, in three questions."""
    stories = Justification.objects.only("grant_id", "public_story", "published_at")
    rows = (
        Grant.objects.filter(pot__fund=fund)
        .exclude(state=GrantState.WITHDRAWN)
        .select_related("application")
        .prefetch_related(
            Prefetch("balances", GrantBalance.objects.all(), to_attr="stands"),
            Prefetch("justification", stories),
        )
        .order_by("granted_at", "id")
    )
    return [_given(grant) for grant in rows]


def _given(grant: Grant) -> Given:
    own: Iterable[GrantBalance] = grant.stands  # type: ignore[attr-defined]
    told = getattr(grant, "justification", None)
    return Given(
        grant=grant,
        cents=sum(each.granted_total - each.released_total for each in own),
        paid=sum(each.paid_total for each in own),
        justified=sum(each.justified_total for each in own),
        returned=sum(each.repaid_total for each in own),
        to_repay=sum(each.to_repay_cents for each in own),
        story=told.public_story if told is not None else "",
    )


# ── The account ────────────────────────────────────────────────────────────────────────────────────────────────────
def account_of(fund: Fund, *, on: date, told: str = "") -> Document:
    """What the body tells the municipality: the money, what it decided, and what became of each of its plans."""
    assert fund.holder is not None
    assert fund.funded_by_grant is not None
    lines = lines_of(fund)
    parts: list[Part] = [*_opening(fund, told), *_of_money(fund, lines), *_of_decisions(fund)]
    for each in lines:
        parts += _of_line(each)
    return Document(
        title=_("Rekening en verantwoording: %(name)s") % {"name": fund.name},
        beneath=_("Zoals het er op %(day)s voor staat.") % {"day": date_format(on, "j F Y")},
        sender=fund.holder.name,
        parts=tuple(parts),
    )


def _opening(fund: Fund, told: str) -> list[Part]:
    grant = fund.funded_by_grant
    assert grant is not None
    area = grant.application.work_area
    facts = (
        (_("Van"), str(fund.holder)),
        (_("Gebied"), area.name if area is not None else _("de hele gemeente")),
        (_("Toekenning van de gemeente"), grant.application.number),
        (_("Bedrag"), money.written(grant.amount_cents)),
        (_("Waarvoor"), fund.purpose),
    )
    parts: list[Part] = [Facts(facts)]
    if told:
        parts += [Heading(_("In het kort")), Words(told)]
    return parts


def _of_money(fund: Fund, lines: list[LineStand]) -> list[Part]:
    now = stands_of(fund)
    rows = [
        (_("Gekregen van de gemeente"), now.allotted),
        (_("Begroot in de plannen"), sum(each.planned_cents for each in lines)),
        (_("Toegekend"), now.granted),
        (_("Daarvan betaald"), now.paid),
        (_("Daarvan verantwoord"), now.justified),
        (_("Teruggekomen"), now.returned),
        (_("Moet nog terugkomen"), now.to_repay),
        (_("Gereserveerd en gespaard"), now.reserved + now.saved),
        (_("Over"), now.left),
    ]
    columns = (_("Wat"), _("Bedrag"))
    table = tuple((words, money.written(cents)) for words, cents in rows)
    return [Heading(_("Het geld")), Grid(_("Het geld van %(name)s") % {"name": fund.name}, columns, table, (4, 2))]


def _of_decisions(fund: Fund) -> list[Part]:
    """How many asked, and how many of them got money."""
    asked = Application.objects.came_in().filter(fund=fund).count()
    given = Grant.objects.standing().filter(pot__fund=fund).count()
    facts = ((_("Aanvragen"), str(asked)), (_("Toekenningen"), str(given)))
    return [Heading(_("Wat er is besloten")), Facts(facts)]


def _of_line(each: LineStand) -> list[Part]:
    parts: list[Part] = [Heading(title_of(each.line))]
    if each.line is not None:
        parts.append(
            Facts(
                (
                    (_("Uit"), plan_of(each.line)),
                    (_("Stand"), str(each.line.plan.thread_state)),
                    (_("Begroot"), money.written(each.planned_cents)),
                    (_("Toegekend"), money.written(each.given_cents)),
                    (_("Verschil"), money.written(each.planned_cents - each.given_cents)),
                )
            )
        )
        if each.line.brought:
            parts.append(Words(each.line.brought))
        parts += [Words(note) for note in each.notes]
    if each.given:
        columns = (_("Initiatief"), _("Toegekend"), _("Verantwoord"), _("Teruggekomen"), _("Wat er van kwam"))
        rows = tuple(
            (
                one.title,
                money.written(one.cents),
                money.written(one.justified),
                money.written(one.returned),
                one.story or _("nog niet openbaar"),
            )
            for one in each.given
        )
        parts.append(
            Grid(_("Toegekend voor: %(what)s") % {"what": title_of(each.line)}, columns, rows, (3, 2, 2, 2, 4))
        )
    else:
        parts.append(Words(_("Hier is nog geen geld aan toegekend.")))
    return parts


def title_of(line: PlanLine | None) -> str:
    return _("Niet uit een plan") if line is None else str(line.plan)


def plan_of(line: PlanLine) -> str:
    """Projectenagenda Maarswold 2026, or the title of the residents' own plan."""
    return line.item.agenda.title if line.item is not None else line.goal.vision.title if line.goal else ""


def items_to_choose(fund: Fund) -> QuerySet[AgendaItem]:
    """Those that are in no line yet."""
    return items_for(fund).exclude(pk__in=PlanLine.objects.filter(fund=fund, item__isnull=False).values("item_id"))


def goals_to_choose(fund: Fund) -> QuerySet[Goal]:
    return goals_for(fund).exclude(pk__in=PlanLine.objects.filter(fund=fund, goal__isnull=False).values("goal_id"))
