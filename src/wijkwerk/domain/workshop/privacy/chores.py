"""Chores, intake talks, quotes, the plan of the week, rounds."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.chore_states import FINISHED
from wijkwerk.domain.workshop.models import Chore, ChoreCost, CostKind, Intake, QuoteLine, RoundRun, StopResult
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.kit import clock, erasing
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.outbox import operations as outbox

LINES: list[Line] = [
    Line(
        model="workshop.Chore",
        what=_("Wat iemand vroeg, waar het werk is, wat iemand zelf doet en of het naar wens was."),
        why=_("Om het werk te doen en te laten weten hoe het gaat."),
        basis=_("Afspraak met wie hulp vraagt."),
        from_whom=_("De inwoner zelf, of wie voor een ander vraagt."),
        term=_("nadat de klus klaar is of niet doorging; daarna blijft alleen wat voor werk het was en wat het kostte"),
        term_setting=Term(days=365, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="workshop.Intake",
        what=_("De uitkomst van een gesprek over een klus, en waarom, in gewone woorden."),
        why=_("Om samen te beslissen of wij helpen, en om te kunnen uitleggen waarom niet."),
        basis=_("Afspraak met wie hulp vraagt."),
        from_whom=_("De inwoner, in een gesprek. Wij vragen geen papieren, geen inkomen en geen geboortedatum."),
        term=_("na de laatste dag waarop de uitkomst geldt; dan gaat het gesprek weg"),
        term_setting=Term(days=1, least=1, most=90),
        subject=True,
    ),
    Line(
        model="workshop.StopResult",
        what=_("Foto's van een plek op een ronde. Daar kan een huis of tuin van iemand op staan."),
        why=_("Om de partner te laten zien wat er is gedaan."),
        basis=_("Afspraak met de partner die het werk vraagt."),
        from_whom=_("Wie de ronde liep."),
        term=_("nadat de ronde is gelopen"),
        term_setting=Term(days=180, least=14, most=730),
    ),
    Line(
        model="workshop.RoundRun",
        what=_("De voornamen van wie een ronde liep."),
        why=_("Om de partner te laten weten wie er was."),
        basis=_("Afspraak met de partner die het werk vraagt."),
        from_whom=_("De gastheer of gastvrouw."),
        term=_("nadat de ronde is gelopen"),
        term_setting=Term(days=180, least=14, most=730),
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "workshop.ChoreRules": "what a workshop sets for itself",
    "workshop.RuleCard": "what we do and do not do",
    "workshop.Quote": "amounts; whose they are is told by the chore, and goes with its term",
    "workshop.QuoteLine": "kinds of cost and amounts; its words go with those of the chore",
    "workshop.ChoreCost": "kinds of cost and amounts; its words go with those of the chore",
    "workshop.WeekPlan": "which week was planned, and how",
    "workshop.PlannedWork": "which work on which half-day; reasons are codes and numbers",
    "workshop.PlannedPerson": "goes with the participant",
    "workshop.Round": "outdoor work for a partner",
    "workshop.RoundStop": "places along a route",
}
_WAS = _("De reden is na de bewaartermijn weggehaald.")


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    day = clock.dutch(before).date()
    match line.model:
        case "workshop.Chore":
            return _erase_chores(before)
        case "workshop.Intake":
            return _erase_intakes(before)
        case "workshop.StopResult":
            seen = StopResult.objects.filter(run__on__lt=day, photo__isnull=False).select_related("photo")
            found = list(seen[: erasing.BATCH])
            for result in found:
                photo, result.photo = result.photo, None
                result.save(update_fields=["photo"])
                files.drop_photo(photo)
            return len(found)
        case "workshop.RoundRun":
            return erasing.blank(RoundRun.objects.filter(on__lt=day).exclude(walked_by=""), walked_by="")
    raise LookupError(line.model)


def _erase_chores(before: datetime) -> int:
    """The words go, also of our letters; the kind of work, when it was and what it cost stay for the figures."""
    old = Chore.objects.filter(state__in=FINISHED, changed_at__lt=before).exclude(is_erased=True)
    found = list(old.select_related("resident")[: erasing.BATCH])
    for chore in found:
        outbox.forget(chore, to=chore.resident.reply_to)
        Chore.objects.filter(pk=chore.pk).update(title=chore.get_kind_display())
    gone = [chore.pk for chore in found]
    for kind in CostKind:
        QuoteLine.objects.filter(quote__chore__in=gone, kind=kind).update(words=kind.label)
        ChoreCost.objects.filter(chore__in=gone, kind=kind).update(words=kind.label)
    values = {"about": "", "own_part": "", "place": "", "lat": None, "lon": None, "satisfied_words": ""}
    Chore.objects.filter(pk__in=gone).exclude(ended_because="").update(ended_because=str(_WAS))
    return Chore.objects.filter(pk__in=gone).update(**values, is_erased=True)  # type: ignore[no-any-return]


def _erase_intakes(before: datetime) -> int:
    """A talk goes whole, with what was written about it; what came of it is told by the state of the chore."""
    old = Intake.objects.filter(valid_until__lt=clock.dutch(before).date()).select_related("chore__resident")
    found = list(old[: erasing.BATCH])
    for intake in found:
        outbox.forget(intake, to=intake.chore.resident.reply_to)
        intake.delete()
    return len(found)
