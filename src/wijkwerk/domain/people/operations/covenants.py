"""Covenants: made, promised in, delivered on, renewed, or ended with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Commitment, Covenant, Delivery, Organisation, Per, Promises
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref


class CovenantEndsTooEarly(Refusal):
    message = _("De laatste dag ligt niet na de eerste dag. Kies een latere dag.")
    field = "until_on"


class CovenantIsOver(Refusal):
    message = _("Dit convenant is al voorbij. Vernieuw het als u verder gaat.")


class CovenantIsRenewed(Refusal):
    message = _("Dit convenant is al vernieuwd.")


class CovenantReasonMissing(Refusal):
    message = _("Schrijf waarom het convenant stopt.")
    field = "because"


class AmountMissing(Refusal):
    message = _("Schrijf hoeveel, en per maand of per kwartaal.")
    field = "amount"


class PremisesHaveNoAmount(Refusal):
    message = _("Bij een ruimte hoort geen aantal. Schrijf in woorden welke ruimte, en wanneer.")
    field = "amount"


class DeliveredLater(Refusal):
    message = _("Deze dag moet nog komen. Vul in wat al geleverd is.")
    field = "on"


class DeliveredOutsideTerm(Refusal):
    message = _("Op deze dag gold het convenant niet. Kies een andere dag.")
    field = "on"


class NothingDelivered(Refusal):
    message = _("Schrijf hoeveel er geleverd is: één of meer.")
    field = "amount"


class EvidenceMissing(Refusal):
    message = _("Schrijf waar dit te zien is: een verslag, een rekening, een lijst.")
    field = "evidence"


class DeliveredAlready(Refusal):
    message = _("Dit is bij deze afspraak al geteld.")


@transaction.atomic
def make_covenant(
    *,
    work_area: WorkArea,
    organisation: Organisation,
    title: str,
    aim: str,
    from_on: date,
    until_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Covenant:
    """The municipality, for an area, and an organisation promise each other something."""
    if until_on is not None and until_on <= from_on:
        raise CovenantEndsTooEarly
    covenant: Covenant = Covenant.objects.create(
        work_area=work_area,
        organisation=organisation,
        title=title,
        aim=aim,
        from_on=from_on,
        until_on=until_on,
    )
    journal.record("covenant.made", about=covenant, by=by, at=at)
    return covenant


@transaction.atomic
def change_covenant(covenant: Covenant, *, title: str, aim: str, by: Actor, at: datetime) -> Covenant:
    """Its words. The term changes by ending or renewing it, so that it can be seen."""
    covenant = _locked(covenant)
    covenant.title, covenant.aim = title, aim
    covenant.save(update_fields=["title", "aim"])
    journal.record("covenant.changed", about=covenant, by=by, at=at)
    return covenant


@transaction.atomic
def renew_covenant(covenant: Covenant, *, from_on: date, until_on: date | None, by: Actor, at: datetime) -> Covenant:
    """Another one with the same promises follows it; the old one ends when the new one begins."""
    covenant = _locked(covenant)
    if Covenant.objects.filter(renews=covenant).exists():
        raise CovenantIsRenewed
    if (until_on is not None and until_on <= from_on) or from_on <= covenant.from_on:
        raise CovenantEndsTooEarly
    if covenant.over_on is None or covenant.over_on > from_on:
        covenant.until_on = from_on
        covenant.save(update_fields=["until_on"])
    following: Covenant = Covenant.objects.create(
        work_area=covenant.work_area,
        organisation=covenant.organisation,
        title=covenant.title,
        aim=covenant.aim,
        from_on=from_on,
        until_on=until_on,
        renews=covenant,
    )
    for one in covenant.commitments.all():
        Commitment.objects.create(
            covenant=following,
            by_organisation=one.by_organisation,
            kind=one.kind,
            amount=one.amount,
            per=one.per,
            words=one.words,
        )
    journal.record("covenant.renewed", about=covenant, by=by, at=at, details={"by": following.pk})
    return following


@transaction.atomic
def end_covenant(covenant: Covenant, *, ended_on: date, because: str, by: Actor, at: datetime) -> Covenant:
    """It ends before its term, or without one, and says why."""
    if not because.strip():
        raise CovenantReasonMissing
    covenant = _locked(covenant)
    if covenant.over_on is not None and covenant.over_on <= ended_on:
        raise CovenantIsOver
    covenant.ended_on, covenant.ended_because = max(ended_on, covenant.from_on), because.strip()
    covenant.save(update_fields=["ended_on", "ended_because"])
    journal.record("covenant.ended", about=covenant, by=by, at=at)
    return covenant


@transaction.atomic
def promise(
    covenant: Covenant,
    *,
    kind: str,
    words: str,
    by_organisation: bool = True,
    amount: int | None = None,
    per: str = "",
    by: Actor,
    at: datetime,
) -> Commitment:
    """One of the two promises hours, money, jobs or premises."""
    covenant = _locked(covenant)
    today = clock.dutch(at).date()
    if covenant.over_on is not None and covenant.over_on <= today:
        raise CovenantIsOver
    kind = Promises(kind)
    if kind == Promises.PREMISES and amount is not None:
        raise PremisesHaveNoAmount
    if kind != Promises.PREMISES and (not amount or amount < 1 or per not in Per.values):
        raise AmountMissing
    commitment: Commitment = Commitment.objects.create(
        covenant=covenant,
        by_organisation=by_organisation,
        kind=kind,
        amount=amount,
        per=per if kind != Promises.PREMISES else "",
        words=words,
    )
    journal.record("covenant.promised", about=covenant, by=by, at=at, details={"commitment": commitment.pk})
    return commitment


@transaction.atomic
def deliver(
    commitment: Commitment,
    *,
    on: date,
    amount: int,
    evidence: str = "",
    about: Model | None = None,
    by: Actor,
    at: datetime,
) -> Delivery:
    """So much of a promise was kept on a day, and where that can be seen. A thing counts once for a promise."""
    covenant = _locked(commitment.covenant)
    if on > clock.dutch(at).date():
        raise DeliveredLater
    if not covenant.is_on(on):
        raise DeliveredOutsideTerm
    if amount < 1:
        raise NothingDelivered
    if about is None and not evidence.strip():
        raise EvidenceMissing
    kind, number = ref(about) if about is not None else ("", None)
    try:
        with transaction.atomic():
            delivery: Delivery = Delivery.objects.create(
                commitment=commitment,
                on=on,
                amount=amount,
                evidence=evidence.strip(),
                about_kind=kind,
                about_id=number,
            )
    except IntegrityError as twice:
        raise DeliveredAlready from twice
    journal.record("covenant.delivered", about=covenant, by=by, at=at, details={"delivery": delivery.pk})
    return delivery


@transaction.atomic
def take_back_delivery(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """It was a mistake."""
    covenant = delivery.commitment.covenant
    journal.record("covenant.delivery_taken_back", about=covenant, by=by, at=at, details={"delivery": delivery.pk})
    delivery.delete()


def _locked(covenant: Covenant) -> Covenant:
    rows = Covenant.objects.select_for_update(of=("self",)).select_related("work_area", "organisation")
    fresh: Covenant = rows.get(pk=covenant.pk)
    return fresh
