"""Findings: those of an inspection, those that somebody sees to, those that are late."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from wijkwerk.domain.inspections.models import Finding, Inspection, InspectionSettings, SpotPhoto
from wijkwerk.domain.inspections.states import FindingState
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals.states import State
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.files.models import Photo


def finding(number: int) -> Finding:
    found: Finding = _whole(Finding.objects.all()).get(pk=number)
    return found


def findings_of(inspection: Inspection) -> list[Finding]:
    return list(_whole(inspection.findings.all()).order_by("number"))


def findings(*, area_id: int | None = None, state: str = "", late_on: date | None = None) -> QuerySet[Finding]:
    """Of all inspections, the most urgent first."""
    rows = _whole(Finding.objects.all())
    if area_id is not None:
        rows = rows.filter(inspection__work_area_id=area_id)
    if late_on is not None:
        rows = rows.filter(state=FindingState.OPEN, due_on__lt=late_on)
    return rows.filter(state=state) if state else rows


def findings_owned_by(person: Person) -> QuerySet[Finding]:
    """What somebody sees to and has not answered: for the start page."""
    return _whole(Finding.objects.open().filter(owner_person=person)).order_by("due_on", "pk")


def to_remind(on: date) -> list[Finding]:
    """Late ones whose owner was not yet told so."""
    return list(_whole(Finding.objects.late(on).filter(reminded_on=None)).order_by("pk")[:500])


def answered_by_signal() -> list[Finding]:
    """Open ones whose signal came to its end."""
    ended = Q(signal__state=State.DONE) | Q(signal__merged_into__state=State.DONE)
    return list(_whole(Finding.objects.open().filter(ended)).order_by("pk")[:500])


def photos_of(finding: Finding) -> list[Photo]:
    """What was seen there: photos of its spot, those of its aspect first, without those of another aspect."""
    if finding.spot_id is None:
        return []
    rows = SpotPhoto.objects.filter(spot=finding.spot_id).select_related("photo")
    if finding.aspect_id is not None:
        rows = rows.filter(Q(aspect=None) | Q(aspect=finding.aspect_id))
    return [row.photo for row in sorted(rows, key=lambda row: (row.aspect_id is None, row.pk))]


def open_findings_shown_by(photo: SpotPhoto) -> list[Finding]:
    """Of its spot, and of its aspect when it has one, that became a signal and are not answered."""
    rows = Finding.objects.open().filter(spot=photo.spot_id, signal__isnull=False)
    if photo.aspect_id is not None:
        rows = rows.filter(Q(aspect=None) | Q(aspect=photo.aspect_id))
    return list(rows.select_related("signal").order_by("pk"))


def may_answer(actor: Actor, finding: Finding) -> bool:
    """Who owns it, and who manages the inspection."""
    if policy.may(actor, Permission.INSPECTION_MANAGE, on=finding):
        return True
    return owns(actor, finding)


def owns(actor: Actor, finding: Finding) -> bool:
    parties = dict(getattr(actor, "parties", ()))
    if finding.owner_person_id is not None and parties.get("person") == finding.owner_person_id:
        return True
    return finding.owner_organisation_id is not None and parties.get("organisation") == finding.owner_organisation_id


def owner_words(finding: Finding, *, insider: bool) -> str:
    """Who sees to it. Outsiders read the organisation or the function of somebody, not their name."""
    if finding.owner_organisation is not None:
        return finding.owner_organisation.name
    person = finding.owner_person
    if person is None:
        return ""
    if insider:
        return person.name
    return person.function or (person.organisation.name if person.organisation is not None else "")


def settings() -> InspectionSettings:
    """How this municipality goes about it; the usual when it never said."""
    found: InspectionSettings | None = InspectionSettings.objects.first()
    return found or InspectionSettings()


def _whole(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    return rows.select_related(
        "inspection__work_area",
        "spot",
        "aspect",
        "owner_person__organisation",
        "owner_organisation",
        "signal__merged_into",
    )
