"""Who comes in, and what they paid."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.chore_states import FINISHED
from wijkwerk.domain.workshop.models import (
    BenchBooking,
    BicycleWish,
    Chore,
    CountedLoan,
    Loan,
    OfflineDeed,
    Payment,
    Repair,
    Reservation,
    Resident,
    ResidentWord,
    Visit,
    Waiting,
)
from wijkwerk.domain.workshop.repair_states import HERE
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel

BATCH = 500
LINES: list[Line] = [
    Line(
        model="workshop.Resident",
        what=_("Naam en één manier om iemand te bereiken; de buurt als iemand die wil zeggen."),
        why=_("Om te weten wie iets leent of vraagt, en om een bericht te kunnen sturen."),
        basis=_("Afspraak met wie leent of hulp vraagt; wie alleen langskomt hoeft niets te zeggen."),
        from_whom=_("De inwoner zelf, aan de balie."),
        term=_("nadat iemand voor het laatst langskwam, iets leende of iets vroeg"),
        term_setting=Term(days=730, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="workshop.ResidentWord",
        what=_("De losse woorden van iemands naam."),
        why=_("Om iemand aan de balie vlug te vinden."),
        basis=_("Afspraak met wie leent of hulp vraagt."),
        from_whom=_("De inwoner zelf, aan de balie."),
        term=_("gaat samen weg met de naam"),
        subject=True,
    ),
    Line(
        model="workshop.OfflineDeed",
        what=_("Wat er aan de balie is gedaan toen er geen netwerk was, met de naam of kaart zoals die is getypt."),
        why=_("Om uit te zoeken wat niet vanzelf kon worden verwerkt."),
        basis=_("Afspraak met wie leent; taak van algemeen belang."),
        from_whom=_("De balie."),
        term=_("na ontvangst; is het uitgezocht, dan gaat de naam er meteen af"),
        term_setting=Term(days=30, least=7, most=90),
        subject=False,
    ),
    Line(
        model="workshop.Visit",
        what=_("Op welke dag iemand waarvoor langskwam."),
        why=_("Om te weten hoeveel mensen de wijkwerkplaats bereikt."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("De balie."),
        term=_("na het bezoek; daarna staat er geen naam meer bij, alleen dat er iemand was"),
        term_setting=Term(days=730, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="workshop.Payment",
        what=_("Wie wanneer hoeveel betaalde."),
        why=_("Om de kas te kunnen verantwoorden."),
        basis=_("Wettelijke plicht: administratie wordt zeven jaar bewaard; de naam gaat er eerder af."),
        from_whom=_("De balie."),
        term=_("na de betaling gaat de naam eraf"),
        term_setting=Term(days=730, least=30, most=2555),
        subject=True,
    ),
]
NO_PERSONAL_DATA = {
    "workshop.DeskDay": "when a day was opened and closed, by whom at work, and what was in the box",
    "workshop.FormsHelp": "that there was help, about what, by whom at work: not to whom, and nothing of what was said",
    "workshop.ReceiptSeries": "the last number of a receipt",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    match line.model:
        case "workshop.Resident":
            return _forget_residents(before, at)
        case "workshop.OfflineDeed":
            old = OfflineDeed.objects.filter(received_at__lt=before).values_list("pk", flat=True)
            rows, _by_model = OfflineDeed.objects.filter(pk__in=list(old[:BATCH])).delete()
            return rows  # type: ignore[no-any-return]
        case "workshop.Visit":
            old = Visit.objects.filter(at__lt=before, resident__isnull=False).values_list("pk", flat=True)
            return Visit.objects.filter(pk__in=list(old[:BATCH])).update(resident=None)  # type: ignore[no-any-return]
        case "workshop.Payment":
            old = Payment.objects.filter(at__lt=before, resident__isnull=False).values_list("pk", flat=True)
            return Payment.objects.filter(pk__in=list(old[:BATCH])).update(resident=None)  # type: ignore[no-any-return]
    raise LookupError(line.model)


def _forget_residents(before: datetime, at: datetime) -> int:
    """Name and address go, and what was noted with their things; what we wrote them too, posted or not."""
    old = Resident.objects.known().filter(
        seen_at__lt=before, participations__isnull=True, plot_uses__isnull=True, plots_waited_for__isnull=True
    )
    for busy in _busy(at):
        old = old.exclude(pk__in=busy)
    found = list(old.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    for resident in found:
        outbox.forget(resident, to=resident.reply_to)
    gone = [resident.pk for resident in found]
    ResidentWord.objects.filter(resident__in=gone).delete()
    for model in (Loan, CountedLoan):
        model.objects.filter(resident__in=gone).update(out_note="", in_note="")
    return Resident.objects.filter(pk__in=gone).update(  # type: ignore[no-any-return]
        name="",
        name_key="",
        reply_by=Channel.NONE,
        reply_address="",
        buurt_code="",
        card_code="",
        is_erased=True,
    )


def _busy(at: datetime) -> list[Any]:
    """Who still has, waits for or is to get something: they are to hear of it, however long ago they were seen."""
    loans, chores = Loan.objects.open(), Chore.objects.exclude(state__in=FINISHED)
    return [
        loans.values("resident"),
        loans.filter(for_resident__isnull=False).values("for_resident"),
        CountedLoan.objects.filter(returned_at=None).values("resident"),
        Reservation.objects.to_come(at).values("resident"),
        Waiting.objects.open().values("resident"),
        chores.values("resident"),
        chores.filter(for_resident__isnull=False).values("for_resident"),
        Repair.objects.filter(state__in=HERE, resident__isnull=False).values("resident"),
        BenchBooking.objects.standing().filter(until_at__gt=at).values("resident"),
        BicycleWish.objects.filter(ended_at=None).values("resident"),
    ]
