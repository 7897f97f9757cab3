"""Writing in who comes: a name and one way to be reached. Changing it; two that are one person."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import (
    CountedLoan,
    Instruction,
    Loan,
    Participant,
    Payment,
    Resident,
    Visit,
)
from wijkwerk.domain.workshop.queries import tools
from wijkwerk.domain.workshop.queries.residents import related
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import kind_of
from wijkwerk.foundation.outbox import queries as outbox
from wijkwerk.foundation.outbox.models import Channel

FEWEST_DIGITS = 10
MOMENTS = timedelta(seconds=20)


class NameMissing(Refusal):
    message = _("Schrijf een naam op. Een voornaam is genoeg.")
    field = "name"


class AddressMissing(Refusal):
    message = _("Schrijf op waar wij iemand kunnen bereiken, of kies 'Geen bericht'.")
    field = "reply_address"


class NotAnEmailAddress(Refusal):
    message = _("Dit is geen e-mailadres. Een e-mailadres ziet eruit als naam@voorbeeld.nl.")
    field = "reply_address"


class PhoneTooShort(Refusal):
    message = _("Dit telefoonnummer is te kort. Een nummer heeft tien cijfers.")
    field = "reply_address"


class CardTaken(Refusal):
    message = _("Deze kaart is al van iemand anders. Scan eerst de kaart om te zien van wie.")
    field = "card_code"


class CodeOfThing(Refusal):
    message = _("Deze code staat al op iets dat wij uitlenen. Neem een andere kaart.")
    field = "card_code"


class SamePerson(Refusal):
    message = _("Kies een ander: dit is dezelfde inwoner.")


class NotKnownHere(Refusal):
    message = _("Deze inwoner staat hier niet meer.")


class HasSomething(Refusal):
    message = _("Deze inwoner heeft nog iets mee. Neem dat eerst terug.")


class TakesPart(Refusal):
    message = _("Deze inwoner werkt hier mee. Beëindig dat eerst bij de medewerkers.")


class CannotBeOne(Refusal):
    message = _(
        "Deze twee kunnen nog niet één worden: beiden werken hier mee, of beiden hebben iets dat maar één keer kan. "
        "Beëindig dat eerst bij een van de twee."
    )


@transaction.atomic
def register(
    workshop: Facility,
    *,
    name: str,
    reply_by: Channel = Channel.NONE,
    reply_address: str = "",
    buurt_code: str = "",
    card_code: str = "",
    is_professional: bool = False,
    by: Actor,
    at: datetime,
) -> Resident:
    """Write somebody in. The same words again within moments are a second press of the button, not a second person."""
    same = Resident.objects.known().filter(facility=workshop, name=text.one_line(name)[:120], reply_by=reply_by)
    pressed = same.filter(reply_address=text.clean_text(reply_address)[:200], created_at__range=(at - MOMENTS, at))
    again: Resident | None = pressed.first() if text.one_line(name) else None
    if again is not None:
        return again
    resident = Resident(facility=workshop, created_at=at, seen_at=at)
    _fill(resident, name, reply_by, reply_address, buurt_code, card_code, is_professional)
    journal.record("resident.registered", about=resident, by=by, at=at)
    return resident


@transaction.atomic
def change_resident(
    resident: Resident,
    *,
    name: str,
    reply_by: Channel,
    reply_address: str,
    buurt_code: str = "",
    card_code: str = "",
    is_professional: bool = False,
    by: Actor,
    at: datetime,
) -> Resident:
    changed = locked_resident(resident)
    _fill(changed, name, reply_by, reply_address, buurt_code, card_code, is_professional)
    journal.record("resident.changed", about=changed, by=by, at=at)
    return changed


def see(resident: Resident, at: datetime) -> None:
    """Something was done with or for somebody: so long counts their term from now."""
    Resident.objects.filter(pk=resident.pk, seen_at__lt=at).update(seen_at=at)


def check_still_known(*residents: Resident) -> None:
    """Asked with a deed that is written for them: they may have become one with another, or be forgotten, after they
    were chosen. Until the deed stands nobody can change that.
    """
    numbers = {resident.pk for resident in residents}
    rows = Resident.objects.known().filter(pk__in=numbers).order_by("pk").select_for_update(no_key=True)
    if len(rows.values_list("pk")) < len(numbers):
        raise NotKnownHere


def locked_resident(resident: Resident) -> Resident:
    """As they are known now; locked, so that until the deed stands nothing else happens to them."""
    rows = Resident.objects.known().select_for_update(of=("self",)).select_related("facility")
    found: Resident | None = rows.filter(pk=resident.pk).first()
    if found is None:
        raise NotKnownHere
    return found


def who_it_is_now(resident: Resident) -> Resident | None:
    """With whom they became one, or nobody when they are forgotten; locked. For what is never refused."""
    rows = Resident.objects.select_for_update(of=("self",))
    fresh: Resident = rows.get(pk=resident.pk)
    if fresh.merged_into_id is not None:
        fresh = rows.get(pk=fresh.merged_into_id)
    return None if fresh.is_erased else fresh


@transaction.atomic
def merge_residents(resident: Resident, *, into: Resident, by: Actor, at: datetime) -> Resident:
    """Two rows are one person: what was done with either stands with `into`; the other row says so and is empty."""
    if resident.pk == into.pk or resident.facility_id != into.facility_id:
        raise SamePerson if resident.pk == into.pk else NotKnownHere
    Facility.objects.select_for_update(no_key=True).get(pk=into.facility_id)  # one at a time becomes one with another
    _lock_all(resident, into)
    first, second = (locked_resident(each) for each in sorted((resident, into), key=lambda each: each.pk))
    resident, into = (first, second) if first.pk == resident.pk else (second, first)
    try:
        with transaction.atomic():
            _move_all(resident, into)
    except IntegrityError as clash:
        raise CannotBeOne from clash
    card, seen_at = resident.card_code, resident.seen_at
    resident.merged_into = into
    _empty(resident)
    into.card_code = into.card_code or card
    into.seen_at = max(into.seen_at, seen_at)
    into.save()
    journal.record("resident.merged", about=into, by=by, at=at, details={"from": resident.pk})
    return into


@transaction.atomic
def forget_resident(resident: Resident, *, by: Actor, at: datetime) -> Resident:
    """Somebody asks to be forgotten: the name goes everywhere, also from visits, receipts and letters.

    That something was lent, done or paid stays, of nobody.
    """
    resident = locked_resident(resident)
    theirs = Q(resident=resident) | Q(for_resident=resident)
    if any(model.objects.open().filter(theirs).exists() for model in (Loan, CountedLoan)):
        raise HasSomething
    if Participant.objects.filter(resident=resident, until_on=None).exists():
        raise TakesPart
    forget_letters(resident)
    Visit.objects.filter(resident=resident).update(resident=None)
    Payment.objects.filter(resident=resident).update(resident=None)
    _empty(resident)
    journal.record("resident.forgotten", about=resident, by=by, at=at)
    return resident


def forget_letters(resident: Resident) -> None:
    """What we wrote them goes, posted or not, also to an address or under a name that they had before."""
    theirs = Q(about_kind=kind_of(Resident), about_id=resident.pk)
    for way in related():
        if way.field.name == "resident":
            rows = way.related_model.objects.filter(resident=resident).values("pk")
            theirs |= Q(about_kind=kind_of(way.related_model), about_id__in=rows)
    if resident.reply_address:
        theirs |= Q(about_kind__startswith="workshop.", to_name=resident.name, to_address=resident.reply_address)
    outbox.letters().filter(theirs).delete()


def _empty(resident: Resident) -> None:
    resident.name = resident.reply_address = resident.buurt_code = resident.card_code = ""
    resident.reply_by, resident.is_erased = Channel.NONE, True
    resident.save()


def _fill(
    resident: Resident,
    name: str,
    reply_by: Channel,
    reply_address: str,
    buurt_code: str,
    card_code: str,
    is_professional: bool,
) -> None:
    resident.name = text.one_line(name)[:120]
    if not resident.name:
        raise NameMissing
    resident.reply_by = Channel(reply_by)
    resident.reply_address = _address(resident.reply_by, reply_address)
    resident.buurt_code = buurt_code
    resident.card_code = text.plain_code(card_code)[:40]
    resident.is_professional = is_professional
    others = Resident.objects.exclude(pk=resident.pk)
    if resident.card_code and others.filter(card_code=resident.card_code).exists():
        raise CardTaken
    if resident.card_code and tools.by_code(resident.facility, resident.card_code) is not None:
        raise CodeOfThing
    resident.save()


def _address(channel: Channel, words: str) -> str:
    address = text.clean_text(words)[:200]
    if channel == Channel.NONE:
        return ""
    if not address:
        raise AddressMissing
    if channel == Channel.EMAIL:
        try:
            validate_email(address)
        except ValidationError as wrong:
            raise NotAnEmailAddress from wrong
    if channel == Channel.PHONE and sum(letter.isdigit() for letter in address) < FEWEST_DIGITS:
        raise PhoneTooShort
    return address


def _lock_all(*residents: Resident) -> None:
    """What hangs on somebody before who they are: so does everybody who changes such a thing and then sees them."""
    for way in related():
        rows = way.related_model.objects.filter(**{f"{way.field.name}__in": residents}).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


def _move_all(resident: Resident, into: Resident) -> None:
    """Every row that names the one names the other."""
    for model in (Loan, CountedLoan):
        model.objects.filter(resident=resident, for_resident=into).update(for_resident=None)
        model.objects.filter(resident=into, for_resident=resident).update(for_resident=None)
    shown = Instruction.objects.filter(resident=into).values("kind")
    Instruction.objects.filter(resident=resident, kind__in=shown).delete()  # shown twice is shown; nobody can end that
    _move_visits(resident, into)
    for way in related():
        if way.related_model is not Visit:
            way.related_model.objects.filter(**{way.field.name: resident}).update(**{way.field.name: into})
    Resident.objects.filter(merged_into=resident).update(merged_into=into)


def _move_visits(resident: Resident, into: Resident) -> None:
    """One person counts once a day for one thing, and has one first visit."""
    known = set(Visit.objects.filter(visitor_number=into.pk).values_list("facility_id", "on", "function"))
    for visit in Visit.objects.filter(visitor_number=resident.pk):
        if (visit.facility_id, visit.on, visit.function) in known:
            visit.delete()
        else:
            visit.visitor_number, visit.resident = into.pk, into if visit.resident_id else None
            visit.save(update_fields=["visitor_number", "resident"])
    of_both = Visit.objects.filter(visitor_number=into.pk)
    of_both.filter(is_first=True).update(is_first=False)
    first = of_both.order_by("at", "pk").first()
    if first is not None:
        first.is_first = True
        first.save(update_fields=["is_first"])
