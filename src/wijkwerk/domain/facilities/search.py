"""What can be found of facilities: places and walk-in hours, by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from django.db.models import Model
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility, OfficeHour
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

FACILITY, OFFICE_HOUR = "facility", "office_hour"
_LONG_AGO = datetime.combine(date(2000, 1, 1), time(), UTC)  # a place is not news: things that happened come first
KINDS = {FACILITY: Permission.FACILITY_VIEW, OFFICE_HOUR: Permission.FACILITY_VIEW}


def document_of_facility(facility: Facility) -> Document:
    return _document(
        facility, FACILITY, facility.name, " ".join((facility.about, facility.address)), facility.work_area_id
    )


def document_of_office_hour(office_hour: OfficeHour) -> Document:
    return _document(
        office_hour,
        OFFICE_HOUR,
        _("Spreekuur %(theme)s") % {"theme": office_hour.theme},
        " ".join((office_hour.about, office_hour.facility.name)),
        office_hour.facility.work_area_id,
    )


def _document(thing: Facility | OfficeHour, kind: str, title: str, text: str, area_id: int) -> Document:
    return Document(
        ref=ref(thing),
        kind=kind,
        title=title,
        text=text,
        address=thing.get_absolute_url(),
        at=_LONG_AGO,
        area_id=area_id,
        is_public=True,
    )


def put_facility(facility: Facility) -> None:
    index.put_all([document_of_facility(facility)])


def put_office_hour(office_hour: OfficeHour) -> None:
    index.put_all([document_of_office_hour(office_hour)])


def remove_facility(facility: Facility) -> None:
    _remove(facility)
    for office_hour in OfficeHour.objects.filter(facility=facility):
        _remove(office_hour)


def _remove(thing: Model) -> None:
    index.remove(ref(thing))


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for facility in Facility.objects.active().iterator():
        yield document_of_facility(facility)
    for office_hour in OfficeHour.objects.filter(facility__is_active=True).select_related("facility").iterator():
        yield document_of_office_hour(office_hour)
