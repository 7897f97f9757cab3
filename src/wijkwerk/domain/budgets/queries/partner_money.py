"""What partners agreed to give for projects, what they set aside and what they gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from wijkwerk.domain.budgets.models import PartnerDeed, PartnerMoney
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import AgendaItem, ItemPartner
from wijkwerk.domain.plans.queries import agendas
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor


@dataclass(frozen=True)
class Line:
    """One partner in one project, in cents."""

    item: AgendaItem
    organisation: Organisation
    agreed: int
    reserved: int
    given: int

    @property
    def is_about_money(self) -> bool:
        """Others do something for the project, and give no money."""
        return bool(self.agreed or self.reserved or self.given)

    @property
    def still_to_come(self) -> int:
        return max(0, self.agreed - self.given)


def item(pk: int) -> AgendaItem:
    return agendas.item(pk)


def items_with_money(*, actor: Actor, area_id: int | None = None, year: int | None = None) -> QuerySet[AgendaItem]:
    """Projects of the areas whose ledgers this actor reads, to which a partner agreed to give money or gave it."""
    agreed = ItemPartner.objects.filter(item=OuterRef("pk"), amount_cents__gt=0)
    booked = PartnerMoney.objects.filter(item=OuterRef("pk"))
    reach, rows = actor.reach(Permission.LEDGER_VIEW), agendas.items(actor=actor, area_id=area_id, year=year)
    if not reach.everywhere:
        rows = rows.filter(agenda__work_area__in=reach.area_ids)
    return rows.filter(Q(Exists(agreed)) | Q(Exists(booked)))


def lines_of(item: AgendaItem) -> list[Line]:
    return lines([item])


def lines(items: Sequence[AgendaItem]) -> list[Line]:
    """By project, and in it by partner; also who takes part no more, but gave. Three queries, however many."""
    booked = (
        PartnerMoney.objects.filter(item__in=items)
        .order_by()
        .values_list("item", "organisation", "deed")
        .annotate(Sum("amount_cents"))
    )
    sums = {(item, organisation, deed): cents for item, organisation, deed, cents in booked}
    partners = ItemPartner.objects.filter(item__in=items).select_related("organisation")
    agreed = {(each.item_id, each.organisation_id): each.amount_cents or 0 for each in partners}
    organisations = {each.organisation_id: each.organisation for each in partners}
    others = {organisation for _item, organisation, _deed in sums} - set(organisations)
    organisations |= Organisation.objects.in_bulk(others) if others else {}
    pairs = {*agreed, *((item, organisation) for item, organisation, _deed in sums)}
    return [
        Line(
            item,
            organisations[organisation],
            agreed.get((item.pk, organisation), 0),
            sums.get((item.pk, organisation, PartnerDeed.RESERVED), 0),
            sums.get((item.pk, organisation, PartnerDeed.GIVEN), 0),
        )
        for item in items
        for organisation in sorted(
            (number for at, number in pairs if at == item.pk), key=lambda number: organisations[number].name
        )
    ]


def together(items: QuerySet[AgendaItem]) -> tuple[int, int, int]:
    """Agreed, set aside and given for all of these, however many pages they are."""
    own = items.order_by().values("pk")
    agreed = ItemPartner.objects.filter(item__in=own).aggregate(cents=Sum("amount_cents"))["cents"]
    booked = PartnerMoney.objects.filter(item__in=own).order_by().values_list("deed").annotate(Sum("amount_cents"))
    sums = dict(booked)
    return agreed or 0, sums.get(PartnerDeed.RESERVED, 0), sums.get(PartnerDeed.GIVEN, 0)


def booked_for(item: AgendaItem) -> QuerySet[PartnerMoney]:
    rows: QuerySet[PartnerMoney] = PartnerMoney.objects.filter(item=item).select_related("organisation", "booked_by")
    return rows.order_by("-on", "-id")
