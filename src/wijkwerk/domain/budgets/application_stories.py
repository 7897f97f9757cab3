"""What an application says and what happened to it, in the words of who reads it: the applicant, or staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkwerk.domain.budgets.models import ApplicantKind, Application, ApplicationMessage, Direction
from wijkwerk.domain.budgets.queries import applications as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.kit.components import Column, Moment, Table
from wijkwerk.foundation.kit.money import written

FACTS = list[tuple[str, str]]


def facts_of(application: Application) -> FACTS:
    """What is asked, as everybody reads it who may open it: without who asks."""
    return [
        (_("Budget"), application.fund.name if application.fund else ""),
        (_("Soort"), application.category.name if application.category else ""),
        (_("Wat"), application.what),
        (_("Gebied"), application.work_area.name if application.work_area else _("de hele gemeente")),
        (_("Plek"), application.place),
        (_("Wanneer"), when_of(application)),
        (_("Met wie"), application.with_whom),
        (_("Huishoudens"), str(application.households or "")),
        (_("Gevraagd"), written(application.asked_cents)),
        (_("Eigen geld"), written(application.own_cents) if application.own_cents else ""),
        (_("Geld van anderen"), _from_others(application)),
    ]


def _from_others(application: Application) -> str:
    if not application.other_cents:
        return ""
    return (
        f"{written(application.other_cents)} ({application.other_words})"
        if application.other_words
        else written(application.other_cents)
    )


def when_of(application: Application) -> str:
    wanted = dict.fromkeys(day for day in (application.from_day, application.until_day) if day is not None)
    days = [date_format(day, "j F Y") for day in wanted]
    return ", ".join(filter(None, [_(" tot en met ").join(days), application.when_words]))


def costs_of(request: HttpRequest, application: Application, *, with_kinds: bool = False) -> Table[Any] | None:
    """What it costs, line by line; none where nobody said so."""
    lines = list(application.cost_lines.select_related("kind"))
    columns: list[Column[Any]] = [
        Column(_("Post"), lambda line: line.words, main=True),
        Column(_("Soort"), lambda line: line.kind.words if line.kind else ""),
        Column(_("Bedrag"), lambda line: written(line.cents), numeric=True),
    ]
    if not with_kinds:
        del columns[1]
    return Table(columns, lines, caption=_("Kosten"), request=request) if lines else None


def organisation_of(application: Application) -> str:
    """The organisation that asked, by its name; nothing where residents did."""
    if application.applicant_kind in (ApplicantKind.RESIDENT, ApplicantKind.GROUP, ""):
        return ""
    return application.organisation.name if application.organisation else application.organisation_name


def applicant_facts(application: Application) -> FACTS:
    kind = application.applicant_kind
    return [
        (_("Naam"), application.applicant_name),
        (_("Namens"), str(ApplicantKind(kind).label) if kind in ApplicantKind.values else ""),
        (
            _("Organisatie"),
            application.organisation.name if application.organisation else application.organisation_name,
        ),
        (application.get_reply_by_display(), application.reply_address),
    ]


# ── What happened ──────────────────────────────────────────────────────────────────────────────────────────────────
Words = tuple[str | Promise, str]

FOR_APPLICANT: dict[str, Words] = {
    "sent": (gettext_lazy("Uw aanvraag kwam binnen"), "file"),
    "too_late": (gettext_lazy("Uw aanvraag wacht op de volgende ronde"), "clock"),
    "moved": (gettext_lazy("Er is een ronde waarin uw aanvraag meedoet"), "calendar"),
    "round_began": (gettext_lazy("De ronde begon: uw aanvraag doet mee"), "calendar"),
    "taken_up": (gettext_lazy("Iemand is ermee bezig"), "user"),
    "not_completed": (gettext_lazy("Er kwam geen aanvulling. Wij gaan verder met wat wij weten"), "clock"),
    "changed": (gettext_lazy("De aanvraag is gewijzigd"), "edit"),
    "term_changed": (gettext_lazy("De dag van het besluit is anders"), "calendar"),
    "withdrawn": (gettext_lazy("De aanvraag is ingetrokken"), "cross"),
    "photo_added": (gettext_lazy("Er kwam een foto bij"), "camera"),
    "decided": (gettext_lazy("Wij hebben beslist"), "check"),
    "condition_met": (gettext_lazy("Een voorwaarde is vervuld"), "check"),
    "condition_changed": (gettext_lazy("Een voorwaarde kreeg een andere dag"), "calendar"),
    "decision_final": (gettext_lazy("De toekenning is definitief"), "check"),
    "decision_lapsed": (gettext_lazy("Een voorwaarde gaat niet door. Wij beslissen opnieuw"), "refresh"),
    "decided_again": (gettext_lazy("Wij beslissen opnieuw"), "refresh"),
    "grant_withdrawn": (gettext_lazy("De toekenning is ingetrokken"), "cross"),
    "objected": (gettext_lazy("Er is bezwaar gemaakt"), "question"),
    "objection_extended": (gettext_lazy("Er is zes weken langer tijd voor het bezwaar"), "clock"),
    "objection_withdrawn": (gettext_lazy("Het bezwaar is ingetrokken"), "cross"),
    "objection_decided": (gettext_lazy("Over het bezwaar is beslist"), "check"),
}
OF_THE_MONEY: dict[str, Words] = {  # what became of it: for both
    "accounted": (gettext_lazy("Verteld hoe het ging"), "camera"),
    "account_returned": (gettext_lazy("Gevraagd om de verantwoording aan te vullen"), "question"),
    "account_approved": (gettext_lazy("Verantwoording goedgekeurd"), "check"),
    "account_missed": (gettext_lazy("Niet verantwoord"), "cross"),
    "account_reopened": (gettext_lazy("Verantwoording opnieuw bekeken"), "refresh"),
    "money_claimed": (gettext_lazy("Geld teruggevraagd"), "money"),
    "money_repaid": (gettext_lazy("Geld terugbetaald"), "money"),
    "repayment_taken_back": (gettext_lazy("Terugbetaling was verkeerd geboekt"), "refresh"),
    "claim_ended": (gettext_lazy("Terugbetalen hoeft niet meer"), "money"),
}
FOR_STAFF: dict[str, Words] = {
    **FOR_APPLICANT,
    **OF_THE_MONEY,
    "account_kept": (gettext_lazy("Rekeningnummer bewaard"), "lock"),
    "sent": (gettext_lazy("Binnengekomen"), "file"),
    "too_late": (gettext_lazy("Na de sluitingsdatum: wacht op een ronde"), "clock"),
    "moved": (gettext_lazy("Naar een andere ronde"), "calendar"),
    "round_began": (gettext_lazy("De ronde begon"), "calendar"),
    "taken_up": (gettext_lazy("Opgepakt"), "user"),
    "handed_over": (gettext_lazy("Doorgegeven"), "arrow-right"),
    "asked_to_complete": (gettext_lazy("Om aanvulling gevraagd: de klok staat stil"), "question"),
    "completed": (gettext_lazy("Aangevuld: de klok loopt weer"), "check"),
    "not_completed": (gettext_lazy("Niet op tijd aangevuld: de klok loopt weer"), "clock"),
    "applicant_wrote": (gettext_lazy("Bericht van de aanvrager"), "mail"),
    "applicant_written_to": (gettext_lazy("Bericht aan de aanvrager"), "mail"),
    "applicant_forgotten": (gettext_lazy("De aanvrager liet naam en adres weghalen"), "lock"),
    "noted": (gettext_lazy("Notitie"), "edit"),
    "judged": (gettext_lazy("Een voorwaarde beoordeeld"), "check"),
    "organisation_set": (gettext_lazy("Organisatie van de aanvrager gekozen"), "users"),
    "link_sent_again": (gettext_lazy("De aanvrager kreeg de link opnieuw"), "link"),
    "photo_removed": (gettext_lazy("Foto weggehaald"), "camera"),
    "decided": (gettext_lazy("Besloten"), "check"),
    "brought_back": (gettext_lazy("Opnieuw te beslissen"), "refresh"),
    "advised": (gettext_lazy("Advies gegeven"), "users"),
    "interest_told": (gettext_lazy("Belang gemeld: iemand doet niet mee"), "eye-off"),
    "interest_dropped": (gettext_lazy("Belang weggehaald"), "eye"),
    "deliberated": (gettext_lazy("Voorgelegd aan de commissie"), "users"),
    "proposed": (gettext_lazy("Ander voorstel in de commissie"), "users"),
    "committee_voted": (gettext_lazy("Stem in de commissie genoteerd"), "users"),
    "deliberation_closed": (gettext_lazy("De commissie is eruit"), "users"),
    "deliberation_stopped": (gettext_lazy("Ligt niet meer voor aan de commissie"), "users"),
    "decision_prepared": (gettext_lazy("Besluit klaargezet"), "edit"),
    "decision_read": (gettext_lazy("Besluit nagelezen"), "eye"),
    "decision_dropped": (gettext_lazy("Klaargezet besluit weggegooid"), "trash"),
    "granted": (gettext_lazy("Geld toegekend"), "money"),
}
ACTORS: dict[str, str | Promise] = {
    "link": gettext_lazy("de aanvrager"),
    "visitor": gettext_lazy("de aanvrager"),
    "clock": gettext_lazy("vanzelf"),
    "key": gettext_lazy("een koppeling"),
}


def for_applicant(application: Application) -> list[Moment]:
    """Oldest first: what matters to them, no colleagues' names, no notes."""
    words = FOR_APPLICANT | OF_THE_MONEY
    told = [
        (entry.at, Moment(title=str(words[verb][0]), at=entry.at, icon=words[verb][1]))
        for entry in queries.story_of(application)
        if (verb := entry.verb.removeprefix("application.")) in words
    ]
    for message in queries.messages_for_applicant(application):
        ours = message.direction == Direction.TO_APPLICANT
        title = (_("Wij vroegen u iets") if message.is_question else _("Wij schreven u")) if ours else _("U schreef")
        told.append((message.at, Moment(title=title, at=message.at, text=message.text, icon="mail")))
    return _in_order(told)


def for_staff(application: Application) -> list[Moment]:
    """Newest first, with who did it; the words of a message stand with their moment."""
    entries = queries.story_of(application)
    people = Person.objects.in_bulk({e.actor_id for e in entries if e.actor_kind == "person" and e.actor_id})
    said: dict[int, ApplicationMessage] = {each.pk: each for each in application.messages.all()}
    told = []
    for entry in entries:
        words, icon = FOR_STAFF.get(entry.verb.removeprefix("application."), (entry.verb, "info"))
        message = said.pop(entry.details.get("message", 0), None)
        person = people.get(entry.actor_id) if entry.actor_kind == "person" and entry.actor_id else None
        by = person.name if person is not None else str(ACTORS.get(entry.actor_kind, ""))
        if entry.is_on_behalf:
            by = _("%(name)s, namens een inwoner") % {"name": by}
        moment = Moment(title=str(words), at=entry.at, by=by, icon=icon, text=message.text if message else "")
        told.append((entry.at, moment))
    for message in said.values():
        moment = Moment(title=_("Bericht van de aanvrager"), at=message.at, icon="mail", text=message.text)
        told.append((message.at, moment))
    return list(reversed(_in_order(told)))


def _in_order(told: Iterable[tuple[datetime, Moment]]) -> list[Moment]:
    return [moment for _at, moment in sorted(told, key=lambda one: one[0])]


def deadline_words(application: Application, *, today: date) -> tuple[str, str]:
    """The term in a few words, with its tone; nothing where none runs."""
    if application.state == "incomplete" and application.complete_by is not None:
        return _("aanvullen tot en met %(day)s") % {"day": date_format(application.complete_by, "j F")}, "warning"
    if application.state != "sent" or application.decide_by is None:
        return "", ""
    days = (application.decide_by - today).days
    if days < 0:
        late = ngettext("%(n)s dag te laat", "%(n)s dagen te laat", -days) % {"n": -days}
        return late, "danger"
    if days == 0:
        return _("vandaag beslissen"), "warning"
    left = ngettext("nog %(n)s dag", "nog %(n)s dagen", days) % {"n": days}
    return left, "warning" if days <= 5 else "neutral"
