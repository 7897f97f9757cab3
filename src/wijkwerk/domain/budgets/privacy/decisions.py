"""Committees, advice, decisions and grants."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import (
    Advice,
    CommitteeMember,
    CommitteeVote,
    Conflict,
    Decision,
    Deliberation,
    Grant,
    Objection,
    ObjectionState,
)
from wijkwerk.domain.budgets.privacy.applications import over
from wijkwerk.foundation.kit import clock, erasing
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.outbox.models import Channel

GONE = "–"
TASK = _("Taak van algemeen belang: geld verdelen voor initiatieven.")
AFTER = _("nadat de aanvraag en wat eruit voortkwam zijn afgerond")
ACCOUNTABLE = Term(days=2555, least=730, most=3650)

LINES: list[Line] = [
    Line(
        model="budgets.CommitteeMember",
        what=_("Wie in een commissie zit of zat die over geld adviseert of beslist, van wanneer tot wanneer."),
        why=_("Om te weten wie mag stemmen en later te kunnen zien wie adviseerde of besliste."),
        basis=TASK,
        from_whom=_("Het lid zelf en de gemeente."),
        term=_("na het vertrek uit de commissie"),
        term_setting=ACCOUNTABLE,
        subject=True,
    ),
    Line(
        model="budgets.Conflict",
        what=_("Dat iemand een belang heeft bij een aanvraag, en in een paar woorden welk."),
        why=_("Om te zorgen dat wie een belang heeft niet meebeslist en niet meeleest."),
        basis=TASK,
        from_whom=_("Degene zelf, of een collega."),
        term=AFTER,
        term_setting=Term(days=730, least=90, most=2555),
        subject=True,
    ),
    Line(
        model="budgets.CommitteeVote",
        what=_("Wat een commissielid stemde en de toelichting daarbij. Het aantal stemmen blijft staan."),
        why=_("Om de uitslag van een beraad te kunnen nagaan."),
        basis=TASK,
        from_whom=_("Het commissielid, of wie de vergadering bijhoudt."),
        term=AFTER,
        term_setting=Term(days=730, least=90, most=2555),
        subject=True,
    ),
    Line(
        model="budgets.Deliberation",
        what=_("De woorden van een voorstel waarover een commissie stemde."),
        why=_("Om te weten waarover is gestemd."),
        basis=TASK,
        term=AFTER,
        term_setting=Term(days=730, least=90, most=2555),
    ),
    Line(
        model="budgets.Advice",
        what=_("De woorden van een advies over een aanvraag."),
        why=_("Om te weten waarom zo is geadviseerd."),
        basis=TASK,
        term=AFTER,
        term_setting=Term(days=730, least=90, most=2555),
    ),
    Line(
        model="budgets.Decision",
        what=_("De reden van een besluit en de brief daarover, zonder naam en adres. Besluit en bedrag blijven staan."),
        why=_("Om het besluit te kunnen verantwoorden, ook bij bezwaar."),
        basis=TASK,
        from_whom=_("Wie beslist."),
        term=AFTER,
        term_setting=ACCOUNTABLE,
        subject=True,
    ),
    Line(
        model="budgets.Objection",
        what=_(
            "Dat iemand bezwaar maakte tegen een besluit, waarom, en wat daarop is beslist. Van wie niet zelf aanvroeg "
            "ook naam en één adres."
        ),
        why=_("Om over het bezwaar te beslissen en dat te laten weten."),
        basis=_("Wettelijke plicht: wie het niet eens is met een besluit mag bezwaar maken en krijgt antwoord."),
        from_whom=_("Wie bezwaar maakt."),
        term=AFTER,
        term_setting=Term(days=730, least=90, most=2555),
        subject=True,
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "budgets.Committee": "what a committee is for and how it votes",
    "budgets.Grant": "an amount and its state; why it was withdrawn goes with the words of the decision",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    match line.model:
        case "budgets.CommitteeMember":
            return _drop_members(clock.dutch(before).date())
        case "budgets.Conflict":
            return erasing.delete(Conflict.objects.filter(application__in=over(before)))
        case "budgets.CommitteeVote":
            return erasing.delete(CommitteeVote.objects.filter(deliberation__application__in=over(before)))
        case "budgets.Deliberation":
            return _blank(Deliberation.objects.filter(application__in=over(before)), words=GONE)
        case "budgets.Advice":
            return _blank(Advice.objects.filter(application__in=over(before)), words=GONE)
        case "budgets.Decision":
            return _blank_decisions(before)
        case "budgets.Objection":
            return _blank_objections(before)
    raise LookupError(line.model)


def _drop_members(before: date) -> int:
    """Those of whom no vote stands any more."""
    voted = CommitteeVote.objects.order_by().values("member")
    return erasing.delete(CommitteeMember.objects.filter(until_on__lt=before).exclude(pk__in=voted))


def _blank(rows: Any, **values: str) -> int:
    """The words alone; what must say something says that it is gone."""
    said = Q()
    for field, gone in values.items():
        said |= ~Q(**{f"{field}__in": ("", gone)})
    return erasing.blank(rows.filter(said), **values)


def _blank_decisions(before: datetime) -> int:
    old = Decision.objects.filter(application__in=over(before), is_erased=False)
    found = erasing.batch(old)
    decisions = Decision.objects.filter(pk__in=found)
    decisions.exclude(reason="").update(reason=GONE)
    decisions.exclude(deviates_because="").update(deviates_because=GONE)
    decisions.exclude(lapsed_because="").update(lapsed_because=GONE)
    decisions.exclude(letter__isnull=True).update(letter={})
    Grant.objects.filter(decision__in=found).exclude(ended_reason="").update(ended_reason=GONE)
    count: int = decisions.update(is_erased=True, conditions=[])
    return count


def _blank_objections(before: datetime) -> int:
    """That there was one, and how it ended, stays; nothing of one that goes on."""
    ended = Objection.objects.filter(decision__application__in=over(before)).exclude(state=ObjectionState.OPEN)
    objections = Objection.objects.filter(pk__in=erasing.batch(ended.exclude(gist=GONE)))
    objections.exclude(name="").update(name=GONE, reply_by=Channel.NONE, reply_address="")
    objections.exclude(ended_because="").update(ended_because=GONE)
    count: int = objections.update(gist=GONE)
    return count
