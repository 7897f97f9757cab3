"""What staff keep for themselves, and what administrators set: kept filters, subjects, rules for who takes up what."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.signals.models import Category, RoutingRule, SavedView
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal


class NotYourFilter(Refusal):
    message = _("Dit filter is van een collega. Alleen wie het bewaarde kan het weghalen.")


class NameTaken(Refusal):
    message = _("Er is al een onderwerp met deze naam. Kies een andere naam.")
    field = "name"


class OnePartyOnly(Refusal):
    message = _("Kies één persoon of één organisatie die dit oppakt.")
    field = "person"


@transaction.atomic
def keep_view(*, name: str, query: str, is_shared: bool, by: Person) -> SavedView:
    """Keep a filter under a name. The same name again replaces it."""
    kept, _created = SavedView.objects.update_or_create(
        person=by, name=name, defaults={"query": query, "is_shared": is_shared}
    )
    return kept  # type: ignore[no-any-return]


@transaction.atomic
def drop_view(view: SavedView, *, by: Person) -> None:
    """Only one's own: colleagues may be using what they shared."""
    if view.person_id != by.pk:
        raise NotYourFilter
    view.delete()


@transaction.atomic
def set_category(
    category: Category | None,
    *,
    name: str,
    group: str = "",
    guidance: str = "",
    trade: str = "",
    answer_within: int | None = None,
    order: int = 100,
    is_active: bool = True,
    by: Actor,
    at: datetime,
) -> Category:
    """A new subject, or other words and terms for one that is there. Its code stays, and so do its signals."""
    same_name = Category.objects.filter(name__iexact=name)
    if same_name.exclude(pk=category.pk if category else None).exists():
        raise NameTaken
    kept = category or Category(code=_free_code(name))
    kept.name, kept.group, kept.guidance, kept.trade = name, group, guidance, trade
    kept.answer_within, kept.order, kept.is_active = answer_within, order, is_active
    kept.save()
    journal.record("category.changed" if category else "category.made", about=kept, by=by, at=at)
    return kept


def _free_code(name: str) -> str:
    """A code that no other subject has: the name in small letters, with a number when it is taken."""
    start = slugify(name)[:70] or "onderwerp"
    taken = set(Category.objects.filter(code__startswith=start).values_list("code", flat=True))
    return next(code for n in range(len(taken) + 1) if (code := f"{start}-{n + 1}" if n else start) not in taken)


@transaction.atomic
def set_rule(
    *,
    category: Category | None,
    work_area: WorkArea | None,
    person: Person | None = None,
    organisation: Organisation | None = None,
    by: Actor,
    at: datetime,
) -> RoutingRule:
    """Who takes up this subject in this area. Another rule for the same case is replaced."""
    if (person is None) == (organisation is None):
        raise OnePartyOnly
    rule: RoutingRule
    rule, _created = RoutingRule.objects.update_or_create(
        category=category, work_area=work_area, defaults={"person": person, "organisation": organisation}
    )
    journal.record("routing_rule.set", about=rule, by=by, at=at)
    return rule


@transaction.atomic
def drop_rule(rule: RoutingRule, *, by: Actor, at: datetime) -> None:
    """From now on this case goes the usual way: to the trade in the team, or to the coordinator."""
    journal.record("routing_rule.dropped", about=rule, by=by, at=at)
    rule.delete()
