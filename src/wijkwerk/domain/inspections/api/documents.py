"""What we give of inspections: routes with what was seen on them, and the action list; without names."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from wijkwerk.domain.inspections.models import Finding, Inspection, Spot
from wijkwerk.domain.inspections.queries import findings as finding_queries
from wijkwerk.domain.inspections.queries import results
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.inspections.queries.results import SpotResult
from wijkwerk.domain.inspections.states import FindingState, InspectionState
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.api import Document, named


class StateWord(StrEnum):
    PREPARED = "voorbereid"
    WALKED = "gelopen"
    CLOSED = "afgesloten"


class FindingWord(StrEnum):
    OPEN = "open"
    DONE = "gedaan"
    NOT_DONE = "gebeurtNiet"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class InspectionDocument(Document):
    """Een schouw: een route door een gebied, gelopen op een dag."""

    number: int = named("nummer")
    title: str = named("titel")
    area_number: int = named("werkgebiedNummer")
    area_name: str = named("werkgebiedNaam")
    subject: str = named("onderwerp")
    scale: str = named("schaal")
    on: date = named("op")
    gathers: str = named("verzamelen")
    state: StateWord = named("staat")


class InspectionList(Document):
    results: list[InspectionDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class JudgedDocument(Document):
    """Het middelste oordeel van een aspect bij een punt, en hoe ver de lopers uit elkaar liggen."""

    aspect_number: int = named("aspectNummer")
    aspect: str
    level: str = named("niveau")
    below_norm: bool = named("onderDeNorm")
    people: int = named("lopers")
    lowest: str = named("laagste")
    highest: str = named("hoogste")


class SpotDocument(Document):
    number: int = named("nummer")
    key: UUID = named("sleutel")
    name: str = named("naam")
    lat: float | None = named("breedte")
    lon: float | None = named("lengte")
    drawn: bool = named("geloot")
    judged: list[JudgedDocument] = named("oordelen")


class LevelDocument(Document):
    number: int = named("nummer")
    code: str
    meaning: str = named("uitleg")
    below_norm: bool = named("onderDeNorm")


class AspectName(Document):
    number: int = named("nummer")
    name: str = named("naam")


class FindingDocument(Document):
    """Een regel van de actielijst."""

    number: int = named("nummer")
    inspection_number: int = named("schouwNummer")
    title: str = named("titel")
    owner: str = named("eigenaar")
    due_on: date = named("uiterlijk")
    state: FindingWord = named("staat")
    answer: str = named("antwoord")
    late: bool = named("teLaat")
    version: int = named("versie")


class FindingList(Document):
    results: list[FindingDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class InspectionWhole(InspectionDocument):
    levels: list[LevelDocument] = named("niveaus")
    aspects: list[AspectName] = named("aspecten")
    spots: list[SpotDocument] = named("punten")
    findings: list[FindingDocument] = named("actielijst")


# ── Rows to documents ──────────────────────────────────────────────────────────────────────────────────────────────
def inspection_fields(inspection: Inspection) -> dict[str, Any]:
    return {
        "number": inspection.pk,
        "title": inspection.title,
        "area_number": inspection.work_area_id,
        "area_name": inspection.work_area.name,
        "subject": inspection.subject.name,
        "scale": str(inspection.scale),
        "on": inspection.on,
        "gathers": inspection.gathers,
        "state": StateWord[InspectionState(inspection.state).name],
    }


def whole(request: HttpRequest, inspection: Inspection) -> InspectionWhole:
    insider = queries.insight(policy.actor_of(request), inspection).walks
    shows = insider or not inspection.is_prepared
    found = results.spot_results(inspection) if shows else {}
    levels = results.levels_of([inspection.scale_id])[inspection.scale_id]
    aspects = {aspect.pk: aspect.name for aspect in queries.aspects_of(inspection)}
    by_spot: dict[int, list[SpotResult]] = {}
    for each in found.values():
        by_spot.setdefault(each.spot_id, []).append(each)
    return InspectionWhole(
        **inspection_fields(inspection),
        levels=[
            LevelDocument(
                number=level.pk, code=level.code, meaning=level.meaning, below_norm=value < inspection.scale.norm
            )
            for value, level in sorted(levels.items(), reverse=True)
        ],
        aspects=[AspectName(number=pk, name=name) for pk, name in aspects.items()],
        spots=[
            spot_document(
                spot,
                insider,
                [
                    JudgedDocument(
                        aspect_number=each.aspect_id,
                        aspect=aspects[each.aspect_id],
                        level=levels[each.value].code,
                        below_norm=each.is_below,
                        people=len(each.values),
                        lowest=levels[min(each.values)].code,
                        highest=levels[max(each.values)].code,
                    )
                    for each in by_spot.get(spot.pk, [])
                ],
            )
            for spot in queries.spots_of(inspection)
        ],
        findings=[finding_document(each) for each in finding_queries.findings_of(inspection)] if shows else [],
    )


def spot_document(spot: Spot, insider: bool, judged: list[JudgedDocument]) -> SpotDocument:
    return SpotDocument(
        number=spot.number,
        key=spot.client_key,
        name=spot.name if insider else spot.public_name,
        lat=spot.lat,
        lon=spot.lon,
        drawn=spot.draw_id is not None,
        judged=judged,
    )


def finding_document(finding: Finding) -> FindingDocument:
    return FindingDocument(
        number=finding.pk,
        inspection_number=finding.inspection_id,
        title=finding.title,
        owner=finding_queries.owner_words(finding, insider=False),
        due_on=finding.due_on,
        state=FindingWord[FindingState(finding.state).name],
        answer=finding.answer,
        late=finding.is_late(clock.today()),
        version=finding.version,
    )
