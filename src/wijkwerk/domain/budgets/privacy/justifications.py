"""Justification, receipts, photos with consent, money that has to come back."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import Claim, Grant, Justification, Receipt, Repayment, StoryPhoto
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.kit import erasing
from wijkwerk.foundation.kit.personal_data import Line, Term

TASK = _("Taak van algemeen belang: nagaan of het geld goed is besteed.")
AFTER = _("nadat de toekenning is afgerond: verantwoord, en terugbetaald wat terug moest")
MONEY_TERM = Term(days=2555, least=365, most=3650)
PHOTO_TERM = Term(days=730, least=90, most=2555)
SHOWN_TERM = Term(days=1825, least=90, most=3650)

LINES: list[Line] = [
    Line(
        model="budgets.Justification",
        what=_("Wat iemand vertelt over wat er met het geld is gedaan, en wat de gemeente daarop schrijft."),
        why=_("Om te zien of het geld is gebruikt waarvoor het was."),
        basis=TASK,
        from_whom=_("Wie het geld kreeg, of een medewerker die invoert wat op papier staat."),
        term=AFTER,
        term_setting=MONEY_TERM,
        subject=True,
    ),
    Line(
        model="budgets.Receipt",
        what=_("Bonnen: een foto, wat er is gekocht en het bedrag. Er kan een naam of rekeningnummer op staan."),
        why=_("Om te zien dat het geld is uitgegeven."),
        basis=TASK,
        from_whom=_("Wie het geld kreeg."),
        term=AFTER,
        term_setting=MONEY_TERM,
        subject=True,
    ),
    Line(
        model="budgets.StoryPhoto",
        part="private",
        what=_("Foto's van wat er gebeurde, die niet openbaar zijn. Er kunnen mensen op staan."),
        why=_("Om te laten zien wat er van het geld kwam."),
        basis=TASK,
        from_whom=_("Wie het geld kreeg."),
        term=AFTER,
        term_setting=PHOTO_TERM,
        subject=True,
    ),
    Line(
        model="budgets.StoryPhoto",
        part="public",
        what=_("Foto's die iedereen mag zien. Wie ze stuurde kan dat altijd terugdraaien, of de foto weghalen."),
        why=_("Om anderen te laten zien wat er kan in de buurt."),
        basis=_("Toestemming per foto."),
        from_whom=_("Wie het geld kreeg."),
        term=_("nadat de foto openbaar werd, of eerder als de toestemming wordt ingetrokken"),
        term_setting=SHOWN_TERM,
        subject=True,
    ),
    Line(
        model="budgets.Claim",
        what=_("Hoeveel iemand moet terugbetalen en waarom; waarom iets is kwijtgescholden."),
        why=_("Om terug te krijgen wat niet is uitgegeven."),
        basis=TASK,
        from_whom=_("Medewerkers, over wie het geld kreeg."),
        term=AFTER,
        term_setting=MONEY_TERM,
        subject=True,
    ),
    Line(
        model="budgets.Repayment",
        what=_("Wat er terugkwam, op welke dag, waar dat te zien is, en waarom iets is teruggedraaid."),
        why=_("Om bij te houden wat nog terug moet komen."),
        basis=TASK,
        from_whom=_("Medewerkers die betalingen bijhouden."),
        term=AFTER,
        term_setting=MONEY_TERM,
        subject=True,
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "budgets.Reminder": "that somebody was reminded, by the number of what it was about",
    "budgets.PlanLine": "a plan of a body and the money meant for it",
    "budgets.LineGrant": "which plan a grant belongs to",
    "budgets.FundAccount": "titles, areas, amounts and organisations: what everybody may read",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows. Amounts stay: the books have to add up."""
    match line.model, line.part:
        case "budgets.Justification", _:
            return _forget_words(before)
        case "budgets.Receipt", _:
            return _forget_receipts(before)
        case "budgets.StoryPhoto", "private":
            return _drop(StoryPhoto.objects.filter(justification__grant__in=_over(before), is_public=False))
        case "budgets.StoryPhoto", "public":
            return _drop(StoryPhoto.objects.filter(is_public=True, justification__published_at__lt=before))
        case "budgets.Claim", _:
            return _forget_reasons(before)
        case "budgets.Repayment", _:
            rows = Repayment.objects.filter(claim__grant__in=_over(before))
            mistaken = rows.exclude(taken_back_because__in=["", _gone()])
            mended = erasing.blank(mistaken, words="", taken_back_because=_gone())
            return mended or erasing.blank(rows.exclude(words=""), words="")
    raise LookupError(line.model)


def _over(before: datetime) -> QuerySet[Grant]:
    """Grants that ended so long ago."""
    rows: QuerySet[Grant] = Grant.objects.filter(ended_at__lt=before).order_by()
    return rows.values("pk")  # type: ignore[return-value]


def _gone() -> str:
    """In the place of words that a row cannot do without."""
    return gettext("Weggehaald na de bewaartermijn.")


def _forget_words(before: datetime) -> int:
    blank = {"told": _gone(), "why_no_receipts": "", "spent_typed": "", "words": _gone()}
    rows = Justification.objects.filter(grant__in=_over(before)).exclude(**blank)
    return erasing.blank(rows, **blank)


def _forget_receipts(before: datetime) -> int:
    rows = Receipt.objects.filter(justification__grant__in=_over(before)).exclude(photo=None, words="", typed="")
    found = list(rows.select_related("photo")[: erasing.BATCH])
    for receipt in found:
        photo, receipt.photo, receipt.words, receipt.typed = receipt.photo, None, "", ""
        receipt.save(update_fields=["photo", "words", "typed"])
        if photo is not None:
            files.drop_photo(photo)
    return len(found)


def _forget_reasons(before: datetime) -> int:
    blank = {"reason": _gone(), "ended_because": _gone()}
    return erasing.blank(Claim.objects.filter(grant__in=_over(before)).exclude(**blank), **blank)


def _drop(photos: QuerySet[StoryPhoto]) -> int:
    found = list(photos.select_related("photo")[: erasing.BATCH])
    for each in found:
        files.drop_with_photo(each)
    return len(found)
