"""Kinds of meetings, in the municipality's own words."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Status

from wijkwerk.domain.meetings.models import Part
from wijkwerk.domain.meetings.operations import series
from wijkwerk.domain.meetings.queries import kinds as queries
from wijkwerk.domain.meetings.queries.kinds import Kind
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api
from wijkwerk.foundation.kit.api import Document, Input, Line, named

router = api.router("Overleg")


class PartWord(StrEnum):
    ACTIONS = "openActies"
    ITEMS = "projecten"
    CHANGES = "veranderdeProjecten"
    PROMISES = "lateAfspraken"
    SIGNALS = "meldingen"
    FINDINGS = "bevindingen"


class KindDocument(Document):
    code: str
    name: str = named("naam")
    parts: list[PartWord] = named("vanzelfOpDeAgenda")
    is_open: bool = named("voorIedereen")
    is_used: bool = named("inGebruik")


class KindList(Document):
    results: list[KindDocument] = named("resultaten")


class KindInput(Input):
    name: Line = named("naam")
    parts: list[PartWord] = named("vanzelfOpDeAgenda", default_factory=list, max_length=6)
    is_open: bool = named("voorIedereen", False)
    is_used: bool = named("inGebruik", True)


@router.get("/overlegsoorten", response=KindList, summary="Soorten overleg")
@needs(Permission.MEETING_VIEW_PUBLIC)
def kind_list(request: HttpRequest) -> Any:
    """In de woorden van deze gemeente, en wat er vanzelf op de agenda staat."""
    return KindList(results=[_kind(each) for each in queries.kinds()])


@router.post("/overlegsoorten", response={201: KindDocument}, summary="Soort overleg maken")
@needs(Permission.SETTINGS_MANAGE)
def make_kind(request: HttpRequest, data: KindInput) -> Any:
    """Een soort van de gemeente zelf; de code bedenken wij uit de naam."""
    made = series.set_kind(**_values(data), **policy.deed(request))
    return Status(201, _kind(queries.kind(made.code)))


@router.put("/overlegsoorten/{slug:code}", response=KindDocument, summary="Soort overleg wijzigen")
@needs(Permission.SETTINGS_MANAGE)
def change_kind(request: HttpRequest, code: str, data: KindInput) -> Any:
    """Ook een gebruikelijke soort krijgt zo een eigen naam of een andere agenda."""
    if code not in {each.code for each in queries.kinds()}:
        raise Http404
    series.set_kind(code=code, **_values(data), **policy.deed(request))
    return _kind(queries.kind(code))


def _values(data: KindInput) -> dict[str, Any]:
    return data.model_dump(exclude={"parts"}) | {"parts": [Part[each.name] for each in data.parts]}


def _kind(kind: Kind) -> KindDocument:
    return KindDocument(
        code=kind.code,
        name=str(kind.name),
        parts=[PartWord[part.name] for part in kind.parts],
        is_open=kind.is_open,
        is_used=kind.is_used,
    )
