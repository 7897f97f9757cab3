"""The letter of a decision, in plain words: composed once, when it is published, and kept as it was sent.

It bears no name and address: these are put above it when it is printed, as long as they are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.models import Advice, Application, Committee, Decider, Decision, DecisionOutcome
from wijkwerk.domain.budgets.models.decisions import GIVES
from wijkwerk.domain.budgets.queries import decisions, rules
from wijkwerk.domain.budgets.queries.rules import WhoDecides
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.documents import pdf
from wijkwerk.foundation.kit.documents import written as written_document
from wijkwerk.foundation.kit.documents.written import Document, Facts, Heading, Part, Points, Words
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.outbox.models import Channel
from wijkwerk.foundation.tenancy import scope

SOURCE = "budgets/documents/decision.typ"


def letter_of(decision: Decision, *, advance_permille: int) -> Document:
    """Of a decision that is being published: its days and its answer stand."""
    application = decision.application
    parts: list[Part] = [Facts(tuple(_about(application))), Heading(_("Ons besluit")), Words(_verdict(decision))]
    if decision.outcome == DecisionOutcome.PROVISIONAL:
        parts.append(Points(tuple(_condition(each) for each in decision.conditions)))
        parts.append(Words(_("Is alles er? Dan is de toekenning vanzelf definitief. U krijgt daar bericht van.")))
    if decision.reason:
        parts += [Heading(_("Waarom")), Words(decision.reason)]
    if decision.advice is not None:
        parts += [Heading(_("Het advies")), Words(_advice(decision, decision.advice))]
    if decision.outcome in GIVES:
        parts += [Heading(_("Het geld")), Words(_money(decision, advance_permille))]
    parts += [Heading(_("Bent u het er niet mee eens?")), Words(_objection(decision)), Words(_signature(decision))]
    return Document(
        title=_("Besluit op uw aanvraag %(number)s") % {"number": application.number},
        beneath=f"{_('Gemeente')} {scope.current().name}, {_day(decision.announced_on)}",
        sender=f"{_('Gemeente')} {scope.current().name}",
        parts=tuple(parts),
    )


def preview_of(decision: Decision, ways: WhoDecides, *, by: Person, on: date) -> Document:
    """How the letter of a draft would be when this person published it on a day. Nothing is kept."""
    decision.announced_on, decision.decided_by = on, by
    if decision.application.rule_set is not None:
        decision.object_until = rules.object_until(decision.application.rule_set, told_on=on)
    return letter_of(decision, advance_permille=ways.advance_permille)


def _day(on: date | None) -> str:
    return date_format(on, "j F Y") if on is not None else ""


def _about(application: Application) -> list[tuple[str, str]]:
    return [
        (_("Uw aanvraag"), f"{application.title} ({application.number})"),
        (_("Binnengekomen op"), date_format(application.sent_at, "j F Y") if application.sent_at else ""),
        (_("Gevraagd bedrag"), written(application.asked_cents)),
        (_("Budget"), str(application.fund or "")),
    ]


def _verdict(decision: Decision) -> str:
    amount, asked = written(decision.amount_cents), written(decision.application.asked_cents)
    match decision.outcome:
        case DecisionOutcome.YES:
            return _("Ja. U krijgt %(amount)s.") % {"amount": amount}
        case DecisionOutcome.PART:
            return _("Ja, voor een deel. U vroeg %(asked)s. U krijgt %(amount)s.") % {"asked": asked, "amount": amount}
        case DecisionOutcome.PROVISIONAL:
            words = _("Ja, op voorwaarde. Wij houden %(amount)s voor u apart. U krijgt dit als eerst dit er is:")
            return words % {"amount": amount}
        case DecisionOutcome.NEXT_ROUND:
            words = _(
                "Wij beslissen nu niet over uw aanvraag. Zij doet mee in de volgende ronde: %(round)s. "
                "U hoeft niets te doen."
            )
            return words % {"round": _round(decision)}
        case _:
            return _("Nee. U krijgt geen geld uit dit budget.")


def _round(decision: Decision) -> str:
    to = decision.to_round
    if to is None:
        return ""
    if to.decides_on is None:
        return to.name
    return _("%(name)s, met een besluit op %(day)s") % {"name": to.name, "day": _day(to.decides_on)}


def _condition(condition: Mapping[str, Any]) -> str:
    words = _("%(what)s. Van wie: %(whom)s. Uiterlijk op %(day)s.")
    by_when = date.fromisoformat(condition["by_when"])
    return words % {"what": condition["what"].rstrip("."), "whom": condition["from_whom"], "day": _day(by_when)}


def _advice(decision: Decision, advice: Advice) -> str:
    who = advice.committee.name if advice.committee is not None else _("Een medewerker")
    advised = {
        "yes": _("%(who)s adviseerde om te geven wat u vroeg."),
        "part": _("%(who)s adviseerde om %(amount)s te geven."),
        "no": _("%(who)s adviseerde om niets te geven."),
    }[advice.verdict]
    told = advised % {"who": who, "amount": written(advice.amount_cents)}
    if decision.deviates_because:
        told += "\n\n" + _("Wij volgen dat advies niet helemaal. De reden:") + "\n\n" + decision.deviates_because
    return told


def _money(decision: Decision, advance_permille: int) -> str:
    advance = decision.amount_cents * advance_permille // 1000
    if advance >= decision.amount_cents:
        told = _("Wij betalen dit bedrag vooraf.")
    elif advance:
        told = _("Wij betalen %(advance)s vooraf en de rest als u hebt laten zien wat u uitgaf.")
        told = told % {"advance": written(advance)}
    else:
        told = _("Wij betalen als u hebt laten zien wat u uitgaf.")
    told += " " + _("Geef uw rekeningnummer door op de pagina van uw aanvraag, als u dat nog niet deed.")
    return told + "\n\n" + _justifying(decision)


def _justifying(decision: Decision) -> str:
    """By which day; on condition that is only known when all is there."""
    on = clock.dutch(decision.decided_at).date() if decision.decided_at is not None else decision.announced_on
    by = None
    if decision.outcome != DecisionOutcome.PROVISIONAL and on is not None:
        by = decisions.justify_by(decision.application, on=on)
    told = _("Vertel ons na afloop wat ervan is gekomen. U hoort nog voor welke dag.")
    if by is not None:
        told = _("Vertel ons na afloop wat ervan is gekomen, uiterlijk op %(day)s.") % {"day": _day(by)}
    return told + " " + _("Wat u niet uitgeeft, betaalt u terug.")


def _objection(decision: Decision) -> str:
    return how_to_object(decision.application, decision.object_until)


def how_to_object(application: Application, until: date | None) -> str:
    """In two paragraphs: until when, and to whom one writes what."""
    municipality = scope.current()
    to = _("het college van burgemeester en wethouders van %(name)s") % {"name": municipality.name}
    if municipality.postal_address:
        to += f", {' '.join(municipality.postal_address.split())}"
    first = _(
        "Bel ons gerust, dan leggen wij het uit. U kunt ook bezwaar maken. Dat kost niets. "
        "Doe het uiterlijk op %(day)s. Komt het later, dan kunnen wij uw bezwaar meestal niet meer behandelen."
    ) % {"day": _day(until)}
    if municipality.phone:
        first += " " + _("Ons nummer is %(phone)s.") % {"phone": municipality.phone}
    second = _(
        "Schrijf een brief aan %(to)s. Zet erin: uw naam en adres, de datum, het nummer %(number)s, "
        "waarom u het er niet mee eens bent, en uw handtekening."
    ) % {"to": to, "number": application.number}
    return f"{first}\n\n{second}"


def _signature(decision: Decision) -> str:
    """Who decided, by name: in the letter of the municipality, or of the committee."""
    committee: Committee | None = decision.deliberation.committee if decision.deliberation is not None else None
    name = decision.decided_by.name if decision.decided_by is not None else ""
    if committee is not None:
        return _("Besloten door %(committee)s, namens haar %(name)s.") % {"committee": committee.name, "name": name}
    function = decision.decided_by.function if decision.decided_by is not None else ""
    ways = decision.application.rule_set and rules.who_decides(
        decision.application.rule_set, decision.application.asked_cents or 0
    )
    if ways and ways.decided_by == Decider.VOTE:
        return _("Inwoners kozen dit in een stemronde. Namens de gemeente: %(name)s.") % {"name": name}
    return _("Besloten door %(name)s.") % {"name": f"{name}, {function}" if function else name}


# ── As it is read ──────────────────────────────────────────────────────────────────────────────────────────────────
def pdf_of(document: Document, *, to: Application | None = None) -> bytes:
    """Tagged, and with the name, and for who wants paper the address, above it: as long as these are known."""
    address: list[str] = []
    if to is not None:
        lines = [to.applicant_name, to.reply_address if to.reply_by == Channel.POST else ""]
        address = [part.strip() for line in lines for part in line.splitlines() if part.strip()]
    greeting = _("Beste %(name)s,") % {"name": to.applicant_name} if to is not None and to.applicant_name else ""
    return pdf(SOURCE, written_document.for_typst(document) | {"address": address, "greeting": greeting})


def as_text(document: Document) -> str:
    """The same words for an e-mail, a letter that is printed as text, or to be said on the telephone."""
    told: list[str] = []
    for part in document.parts:
        match part:
            case Facts():
                told.append("\n".join(f"{term}: {value}" for term, value in part.pairs))
            case Heading():
                told.append(part.words.upper())
            case Words():
                told += part.paragraphs
            case Points():
                told += [f"{number}. {point}" for number, point in enumerate(part.points, 1)]
    return "\n\n".join(told)


def own_pdf_address(decision: Decision) -> str:
    """Where the applicant finds the PDF: a secret."""
    return reverse("budgets:own_decision_pdf", args=[decision.application.link_key, decision.pk])
