"""Applications: what somebody asks money for."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import Application, ApplicationMessage, ApplicationPhoto, Grant
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.kit import erasing
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.outbox.models import Channel

TASK = _("Taak van algemeen belang: geld verdelen voor initiatieven.")
AFTER = _("nadat de aanvraag en wat eruit voortkwam zijn afgerond")

LINES: list[Line] = [
    Line(
        model="budgets.Application",
        part="applicant",
        what=_("Naam, soort aanvrager, organisatie en één adres (e-mail, post of telefoon) van wie geld aanvraagt."),
        why=_("Om te laten weten wat wij beslissen en om het geld te kunnen geven en verantwoorden."),
        basis=TASK,
        from_whom=_("De aanvrager zelf, of een medewerker die een papieren formulier invoert."),
        term=AFTER,
        term_setting=Term(days=730, least=90, most=2555),
        subject=True,
    ),
    Line(
        model="budgets.Application",
        part="draft",
        what=_("Een aanvraag die is begonnen en niet is verstuurd, zoals die is getypt."),
        why=_("Om later verder te kunnen gaan waar u was."),
        basis=TASK,
        from_whom=_("De aanvrager zelf, of een medewerker die een papieren formulier invoert."),
        term=_("na de laatste wijziging"),
        term_setting=Term(days=60, least=14, most=180),
        subject=True,
    ),
    Line(
        model="budgets.ApplicationMessage",
        what=_("Berichten tussen de aanvrager en de gemeente, en notities van medewerkers."),
        why=_("Om samen tot een volledige aanvraag te komen."),
        basis=TASK,
        from_whom=_("De aanvrager en medewerkers."),
        term=AFTER,
        term_setting=Term(days=730, least=90, most=2555),
        subject=True,
    ),
    Line(
        model="budgets.ApplicationPhoto",
        what=_("Foto's bij een aanvraag en scans van papieren formulieren, zonder plaats- en toestelgegevens."),
        why=_("Om te zien wat het plan is, en om na te gaan wat op het formulier stond."),
        basis=TASK,
        from_whom=_("De aanvrager en medewerkers."),
        term=AFTER,
        term_setting=Term(days=730, least=90, most=2555),
        subject=True,
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "budgets.ApplicationCount": "how many applications came in this year",
    "budgets.CostLine": "what a plan costs",
    "budgets.Check": "how an application stands to a rule; who judged is a colleague at work",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    match line.model, line.part:
        case "budgets.Application", "applicant":
            return _forget_applicants(before)
        case "budgets.Application", "draft":
            old = Application.objects.filter(state=ApplicationState.DRAFT, changed_at__lt=before)
            drafts = list(old[: erasing.BATCH])
            for draft in drafts:
                _drop_photos(ApplicationPhoto.objects.filter(application=draft))
                draft.delete()
            return len(drafts)
        case "budgets.ApplicationMessage", _:
            return erasing.delete(ApplicationMessage.objects.filter(application__in=over(before)))
        case "budgets.ApplicationPhoto", _:
            return _drop_photos(ApplicationPhoto.objects.filter(application__in=over(before)))
    raise LookupError(line.model)


def over(before: datetime) -> object:
    """Applications that ended so long ago, with nothing of their grants still going on."""
    going_on = Grant.objects.filter(Q(ended_at=None) | Q(ended_at__gte=before)).order_by().values("application")
    return Application.objects.filter(ended_at__lt=before).exclude(pk__in=going_on).order_by().values("pk")


def _forget_applicants(before: datetime) -> int:
    nobody = {"applicant_name": "", "organisation_name": "", "reply_by": Channel.NONE, "reply_address": "", "typed": {}}
    return erasing.blank(Application.objects.filter(pk__in=over(before)).exclude(**nobody), **nobody)


def _drop_photos(photos: QuerySet[ApplicationPhoto]) -> int:
    found = list(photos.select_related("photo")[: erasing.BATCH])
    for photo in found:
        files.drop_with_photo(photo)
    return len(found)
