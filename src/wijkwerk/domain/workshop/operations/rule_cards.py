"""What a workshop does and does not do, and what it sets for its chores: the host keeps it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import ChoreRules, RuleCard
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal


class TitleMissing(Refusal):
    message = _("Schrijf in één zin wat u wel of niet doet.")
    field = "title"


class RuleStandsAlready(Refusal):
    message = _("Deze regel staat er al. Wijzig de regel die er is.")
    field = "title"


class RuleIsGone(Refusal):
    message = _("Deze regel is er niet meer.")
    status = 409


@transaction.atomic
def add_rule(workshop: Facility, *, is_done: bool, title: str, about: str = "", by: Actor, at: datetime) -> RuleCard:
    """A card at the end of its row: of what we do, or of what we do not."""
    last = RuleCard.objects.filter(facility=workshop, is_done=is_done).aggregate(last=Max("position"))["last"]
    card = RuleCard(facility=workshop, is_done=is_done, position=0 if last is None else last + 1)
    _write(card, title, about)
    journal.record("rule.added", about=card, by=by, at=at)
    return card


@transaction.atomic
def change_rule(card: RuleCard, *, is_done: bool, title: str, about: str = "", by: Actor, at: datetime) -> RuleCard:
    card.is_done = is_done
    _write(card, title, about)
    journal.record("rule.changed", about=card, by=by, at=at)
    return card


def _write(card: RuleCard, title: str, about: str) -> None:
    card.title, card.about = text.one_line(title), text.clean_text(about)
    if not card.title:
        raise TitleMissing
    try:
        with transaction.atomic():
            card.save()
    except IntegrityError as clash:
        raise RuleStandsAlready from clash


@transaction.atomic
def move_rule(card: RuleCard, *, up: bool, by: Actor, at: datetime) -> None:
    """One place up or down among its own."""
    row = list(RuleCard.objects.select_for_update().filter(facility=card.facility, is_done=card.is_done))
    place = next((n for n, each in enumerate(row) if each.pk == card.pk), None)
    if place is None:
        raise RuleIsGone
    other = place - 1 if up else place + 1
    if not 0 <= other < len(row):
        return
    row[place], row[other] = row[other], row[place]
    for position, each in enumerate(row):
        each.position = position
    RuleCard.objects.bulk_update(row, ["position"])
    journal.record("rule.moved", about=card, by=by, at=at)


@transaction.atomic
def remove_rule(card: RuleCard, *, by: Actor, at: datetime) -> None:
    if not RuleCard.objects.filter(pk=card.pk).exists():
        raise RuleIsGone
    journal.record("rule.removed", about=card, by=by, at=at)
    card.delete()


@transaction.atomic
def set_chore_rules(
    workshop: Facility,
    *,
    margin_percent: int,
    hour_cents: int,
    intake_months: int,
    frost_degrees: int,
    by: Actor,
    at: datetime,
) -> ChoreRules:
    """From now on; quotes that were given keep the margin that they were given with."""
    values = {
        "margin_percent": margin_percent,
        "hour_cents": hour_cents,
        "intake_months": intake_months,
        "frost_degrees": frost_degrees,
    }
    rules, _is_new = ChoreRules.objects.update_or_create(facility=workshop, defaults=values)
    journal.record("chore_rules.set", about=rules, by=by, at=at, details=values)
    kept: ChoreRules = rules
    return kept
