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
    DeskDay,
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
from wijkwerk.domain.workshop.operations.residents import forget_letters
from wijkwerk.domain.workshop.privacy.gone import GONE
from wijkwerk.domain.workshop.repair_states import HERE
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, erasing
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.outbox import queries as outbox
from wijkwerk.foundation.outbox.models import NEED_SOMEBODY, Channel

PAID, PAID_BACK = "Betaald", "Terugbetaald"
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
        term=_("na ontvangst gaat de naam eraf, na uitzoeken meteen; wat niet is uitgezocht blijft zonder naam staan"),
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
    Line(
        model="workshop.Payment",
        part="words",
        what=_("Waarvoor er betaald is of waarom er geld terugging, in woorden van de balie."),
        why=_("Om een bon te kunnen lezen."),
        basis=_("Wettelijke plicht: administratie wordt zeven jaar bewaard; bedrag, dag en bonnummer blijven."),
        from_whom=_("De balie."),
        term=_("na de betaling; dan staat er alleen nog dat er betaald of terugbetaald is"),
        term_setting=Term(days=730, least=30, most=2555),
    ),
    Line(
        model="workshop.DeskDay",
        what=_(
            "Waarom de kas niet klopte of een dag weer openging, in woorden van de balie; wie de dag opende en sloot."
        ),
        why=_("Om de kas te kunnen verantwoorden."),
        basis=_("Wettelijke plicht: administratie wordt zeven jaar bewaard; de bedragen blijven."),
        from_whom=_("De balie."),
        term=_("na die dag; dan gaan de woorden weg"),
        term_setting=Term(days=730, least=30, most=2555),
    ),
    Line(
        model="outbox.Letter",
        part="workshop",
        what=_("Berichten van de wijkwerkplaats die nog gepost of gebeld moeten worden, of niet aankwamen."),
        why=_("Om iemand te laten weten wat er met een uitleen, klus, reparatie of perceel is."),
        basis=_("Afspraak met wie leent of hulp vraagt."),
        from_whom=_("De inwoner zelf, aan de balie."),
        term=_("nadat het is geschreven, ook als niemand het heeft gepost"),
        term_setting=Term(days=180, least=30, most=730),
        subject=True,
    ),
]
NO_PERSONAL_DATA = {
    "workshop.FormsHelp": "that there was help, about what, by whom at work: not to whom, and nothing of what was said",
    "workshop.ReceiptSeries": "the last number of a receipt",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    match line.model:
        case "workshop.Resident":
            return _forget_residents(before, at)
        case "workshop.OfflineDeed":
            return _forget_who_was_typed(before, at)
        case "workshop.DeskDay":
            return _forget_words_of_days(before)
        case "outbox.Letter":
            return _forget_unposted(before)
        case "workshop.Visit":
            return erasing.blank(Visit.objects.filter(at__lt=before, resident__isnull=False), resident=None)
        case "workshop.Payment" if line.part == "words":
            return _forget_words_of_payments(before)
        case "workshop.Payment":
            return erasing.blank(Payment.objects.filter(at__lt=before, resident__isnull=False), resident=None)
    raise LookupError(line.model)


def _forget_who_was_typed(before: datetime, at: datetime) -> int:
    """What was sorted out goes. What nobody sorted out stays and waits, without who it was: nothing is dropped."""
    rows = erasing.delete(OfflineDeed.objects.filter(settled_at__lt=before))
    waiting = OfflineDeed.objects.filter(received_at__lt=before, settled_at=None, forgotten_at=None)
    for deed in waiting.select_related("facility").select_for_update(of=("self",))[: erasing.BATCH]:
        deed.who, deed.words, deed.forgotten_at = "", "", at
        deed.save(update_fields=["who", "words", "forgotten_at"])
        details = {"kind": deed.kind, "problem": deed.problem, "code": deed.code, "at": deed.at.isoformat()}
        journal.record("offline_deed.never_sorted_out", about=deed, by=CLOCK, at=at, details=details)
        rows += 1
    return rows


def _forget_words_of_payments(before: datetime) -> int:
    """What a hand wrote on a receipt goes; that it was money in or back, how much and for what kind of thing, stays."""
    count = 0
    for goes_back, words in ((True, PAID_BACK), (False, PAID)):
        old = Payment.objects.filter(at__lt=before, pays_back__isnull=not goes_back).exclude(words=words)
        count += erasing.blank(old, words=words)
    return count


def _forget_words_of_days(before: datetime) -> int:
    old = DeskDay.objects.filter(on__lt=clock.dutch(before).date(), closed_at__isnull=False)
    old = old.exclude(difference_because__in=("", GONE), reopened_because__in=("", GONE))
    numbers = erasing.batch(old)
    for field in ("difference_because", "reopened_because"):
        DeskDay.objects.filter(pk__in=numbers).exclude(**{field: ""}).update(**{field: GONE})
    return len(numbers)


def _forget_unposted(before: datetime) -> int:
    """Letters that are finished go with the term of all letters; these nobody would finish any more."""
    rows = outbox.letters().filter(about_kind__startswith="workshop.", written_at__lt=before)
    return erasing.delete(rows.filter(state__in=NEED_SOMEBODY))


def _forget_residents(before: datetime, at: datetime) -> int:
    """Name and address go, and what was noted with their things; what we wrote them too, posted or not."""
    old = Resident.objects.known().filter(
        seen_at__lt=before, participations__isnull=True, plot_uses__isnull=True, plots_waited_for__isnull=True
    )
    for busy in _busy(at):
        old = old.exclude(pk__in=busy)
    found = list(old.select_for_update(of=("self",)).order_by("pk")[: erasing.BATCH])
    for resident in found:
        forget_letters(resident)
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
    loans, counted = Loan.objects.open(), CountedLoan.objects.open()
    chores = Chore.objects.exclude(state__in=FINISHED)
    return [
        loans.values("resident"),
        loans.filter(for_resident__isnull=False).values("for_resident"),
        counted.values("resident"),
        counted.filter(for_resident__isnull=False).values("for_resident"),
        Reservation.objects.to_come(at).values("resident"),
        Waiting.objects.open().values("resident"),
        chores.values("resident"),
        chores.filter(for_resident__isnull=False).values("for_resident"),
        Repair.objects.filter(state__in=HERE, resident__isnull=False).values("resident"),
        BenchBooking.objects.standing().filter(until_at__gt=at).values("resident"),
        BicycleWish.objects.filter(ended_at=None).values("resident"),
    ]
