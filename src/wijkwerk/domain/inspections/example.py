"""Inspections of the example: green walks through Maarswold over three years, and others in between; all invented.

Two years ago they were judged in three words, since then in five levels: nothing is compared across that change.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageDraw

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections import draw
from wijkwerk.domain.inspections.models import (
    Aspect,
    Finding,
    FixedPoint,
    Inspection,
    Level,
    Scale,
    Season,
    Spot,
    Subject,
    Walker,
)
from wijkwerk.domain.inspections.operations import findings, marking, scales, walkers, walks
from wijkwerk.domain.inspections.states import FindingState, InspectionState
from wijkwerk.domain.people import queries as people
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.outbox.models import Channel

_KEYS = uuid.UUID("0b8d6d7e-6a3d-4b8f-9a52-5c1f2f0e2011")  # so that a second run makes nothing twice
SUBJECTS: dict[str, tuple[tuple[str, str, Season], ...]] = {
    "Groen": (
        ("Onkruid", "Onkruid tussen de tegels, in de perken en langs de stoeprand.", Season.ALL),
        ("Gras en struiken", "Is het gras gemaaid, hangen takken over het pad?", Season.ALL),
        ("Zwerfafval", "Blikjes, papier, volle bakken.", Season.ALL),
        ("Blad op de paden", "Ligt er blad waar mensen lopen of fietsen?", Season.AUTUMN),
    ),
    "Bestrating": (
        ("Tegels en randen", "Losse, verzakte of gebroken tegels.", Season.ALL),
        ("Gladheid", "Is er gestrooid op looproutes?", Season.WINTER),
    ),
}
POINTS = (
    ("Ingang van de school", "Het plein en de stoep ervoor."),
    ("Bushalte", "Ook achter het hokje."),
    ("Speelveld", "Rond de bankjes en de doelen."),
    ("Achterpad bij de garages", "Het hele pad langs."),
)
RESIDENTS = ("Bewoner van het Maarswold", "Buurvrouw van de school", "Vrijwilliger van het speelveld")
NOTES = (
    "Langs de stoeprand staat het hoog.",
    "De bak is te klein voor deze plek.",
    "Hier is pas gemaaid, dat scheelt.",
    "Met een rollator kom je er niet langs.",
)
FINDINGS = (
    ("Grotere afvalbak bij het speelveld", "Met een deksel, tegen de kraaien."),
    ("Bewoners het perk bij de school laten inzaaien", "Drie gezinnen willen het bijhouden."),
)
MEADOW, STONE, WEED = "#9fb8a0", "#c9c4ba", "#2f6b2f"


def make_example_inspections(*, at: datetime) -> None:
    """Scales, subjects and walks of this year and the years before. Again is harmless."""
    scales.make_usual_scales(by=CLOCK, at=at)
    for name, aspects in SUBJECTS.items():
        if not Subject.objects.filter(name=name).exists():
            subject = scales.make_subject(name=name, by=CLOCK, at=at)
            for aspect, looks_at, season in aspects:
                scales.make_aspect(subject, name=aspect, looks_at=looks_at, season=season, by=CLOCK, at=at)
    green = Subject.objects.get(name="Groen")
    _, five, _ = _by_kind()
    _draw_pictures(green.aspects.get(name="Onkruid"), five, at=at)
    present = {area.name: area for area in areas.work_areas(at.date())}
    if "Maarswold" not in present:
        return
    for walk in _walks(present, at):
        _make_walk(green, *walk, at=at)


def _by_kind() -> tuple[Scale, Scale, Scale]:
    """In words, in five levels, as a mark."""
    by_kind = {scale.kind: scale for scale in Scale.objects.current()}
    return by_kind["labels"], by_kind["levels"], by_kind["mark"]


def _walks(present: dict[str, WorkArea], at: datetime) -> Iterator[tuple[WorkArea, str, date, Scale, bool]]:
    words, five, _ = _by_kind()
    today = at.date()
    maarswold = present["Maarswold"]
    for years_ago, scale in ((2, words), (1, five)):
        yield maarswold, f"Groenschouw Maarswold {today.year - years_ago}", _spring(today.year - years_ago), scale, True
    yield maarswold, f"Groenschouw Maarswold {today.year}", today - timedelta(days=12), five, True
    for name in ("Musselkanaal", "Ceresdorp", "Mussel"):
        if name in present:
            yield present[name], f"Groenschouw {name} {today.year}", today - timedelta(days=30), five, True
    yield maarswold, "Najaarsschouw Maarswold", today + timedelta(days=7), five, False


def _spring(year: int) -> date:
    return date(year, 5, 14)


@transaction.atomic
def _make_walk(
    subject: Subject, work_area: WorkArea, title: str, on: date, scale: Scale, is_walked: bool, *, at: datetime
) -> None:
    key = uuid.uuid5(_KEYS, title)
    if Inspection.objects.filter(client_key=key).exists():
        return
    then = min(at, at - timedelta(days=(at.date() - on).days)) if on < at.date() else at
    how: dict[str, Any] = {"by": CLOCK, "at": then}
    inspection = walks.prepare(
        work_area=work_area,
        subject=subject,
        scale=scale,
        aspects=list(subject.aspects.exclude(season=Season.AUTUMN)),
        title=title,
        on=on,
        gathers="10.00 uur bij de ingang van de school" if work_area.name == "Maarswold" else "10.00 uur",
        client_key=key,
        by=CLOCK,
        at=then,
    )
    points = list(FixedPoint.objects.filter(work_area=work_area, ended_on=None)) or _keep_points(work_area, then)
    walks.add_fixed_points(inspection, points=points, **how)
    walks.draw_spots(inspection, seed=f"{title}, loting van {on:%d-%m-%Y}", count=4, **how)
    walks.order_spots(inspection, **how)
    present = _invite(inspection, is_recent=(at.date() - on).days < 30, at=then)
    if is_walked:
        _give_marks(inspection, present, then)
        walks.move(inspection, state=InspectionState.WALKED, **how)
        _end(inspection, is_recent=(at.date() - on).days < 30, at=then)


def _keep_points(work_area: WorkArea, at: datetime) -> list[FixedPoint]:
    """Somewhere in the area: where, is drawn from the name."""
    import shapely  # slow import

    shapes = areas.shapes_of([work_area], areas.day_to_show(work_area, at.date()))
    outline = draw.outline_of(shapely.to_geojson(shapes[work_area.pk]))
    kept = []
    for number, (name, hint) in enumerate(POINTS, 1):
        place = draw.draw(work_area.name, outline, number=number)
        kept.append(
            walks.keep_point(
                work_area,
                name=name,
                hint=hint,
                lat=place.lat / draw.MICRO,
                lon=place.lon / draw.MICRO,
                by=CLOCK,
                at=at,
            )
        )
    return kept


def _invite(inspection: Inspection, *, is_recent: bool, at: datetime) -> list[Walker]:
    how: dict[str, Any] = {"by": CLOCK, "at": at}
    found = []
    contact = people.contact_of(inspection.work_area, on=at.date())
    if contact is not None:
        found.append(walkers.walker_for(inspection, contact.person, at=at))
    found += [
        walkers.invite_body(inspection, organisation=body, **how) for body in people.bodies_of(inspection.work_area)
    ]
    for number, name in enumerate(RESIDENTS):
        reached = is_recent and number == 0
        found.append(
            walkers.invite_resident(
                inspection,
                name=name,
                reply_by=Channel.EMAIL if reached else Channel.NONE,
                reply_address="bewoner@wijkwerk.example" if reached else "",
                is_on_paper=number == 2,
                client_key=uuid.uuid5(inspection.client_key, name),
                **how,
            )
        )
    return found


def _lot(*words: object) -> int:
    """A number that is the same in every run."""
    return sha256("|".join(map(str, words)).encode()).digest()[0]


def _give_marks(inspection: Inspection, present: list[Walker], at: datetime) -> None:
    """Most people see about the same; somebody sees it otherwise now and then."""
    levels = {level.value: level for level in inspection.scale.levels.all()}
    best = max(levels)
    aspects = list(inspection.aspects.all())
    for spot in inspection.spots.order_by("number"):
        for aspect in aspects:
            base = 1 + _lot(inspection.title, spot.name, aspect.name) * best // 256
            base = min(best, base + (_lot(spot.name, aspect.name) % 3 > 0))
            for number, walker in enumerate(present):
                if _lot(inspection.title, spot.name, aspect.name, number, "there") < 90:
                    continue
                value = base + {0: -1, 1: 1}.get(_lot(spot.name, aspect.name, number, "other") % 6, 0)
                _give(walker, spot, aspect, levels[max(1, min(best, value))], at)


def _give(walker: Walker, spot: Spot, aspect: Aspect, level: Level, at: datetime) -> None:
    key = uuid.uuid5(spot.client_key, f"{walker.pk} {aspect.pk}")
    lot = _lot(spot.name, aspect.name, walker.pk, "note")
    note = NOTES[lot % len(NOTES)] if lot < 20 else ""
    draft = marking.MarkDraft(key=key, spot=spot, aspect=aspect, level=level, at=at, note=note)
    marking.give_mark(walker, draft, by=CLOCK, at=at)


def _end(inspection: Inspection, *, is_recent: bool, at: datetime) -> None:
    """An action list; of earlier years it was answered, of this year it is not yet."""
    how: dict[str, Any] = {"by": CLOCK, "at": at}
    body = next(iter(people.bodies_of(inspection.work_area)), None)
    contact = people.contact_of(inspection.work_area, on=at.date())
    for number, (title, description) in enumerate(FINDINGS):
        owner: dict[str, Any] = {"owner_organisation": body} if number else {"owner_person": contact and contact.person}
        if not any(owner.values()):
            continue
        findings.add_finding(
            inspection,
            title=title,
            description=description,
            due_on=at.date() + timedelta(days=28),
            client_key=uuid.uuid5(inspection.client_key, title),
            **owner,
            **how,
        )
    if is_recent:
        first = inspection.findings.filter(is_by_norm=True).order_by("number").first()
        if first is not None:
            findings.answer_finding(first, state=FindingState.DONE, answer="Geschoffeld en geveegd.", **how)
        findings.send_list(inspection, **how)
        return
    for finding in Finding.objects.filter(inspection=inspection):
        is_done = _lot(finding.title, finding.number) > 60
        findings.answer_finding(
            finding,
            state=FindingState.DONE if is_done else FindingState.NOT_DONE,
            answer="Dit is gedaan." if is_done else "Dit past niet in het onderhoud van dit jaar.",
            **how,
        )
    walks.move(inspection, state=InspectionState.CLOSED, **how)


# ── Pictures ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _draw_pictures(aspect: Aspect, scale: Scale, *, at: datetime) -> None:
    """Drawn pavements with more weeds the lower the level: the example has no photos of a real street."""
    said = {
        5: "Getekende stoep zonder onkruid.",
        4: "Getekende stoep met hier en daar een sprietje.",
        3: "Getekende stoep met onkruid in enkele voegen.",
        2: "Getekende stoep met onkruid in de meeste voegen.",
        1: "Getekende stoep die bijna onder het onkruid verdwijnt.",
    }
    if aspect.pictures.exists():
        return
    for level in scale.levels.all():
        name = f"stoep-{level.value}.jpg"
        photo = ContentFile(_pavement(120 // level.value**2 if level.value < 5 else 0), name=name)
        scales.keep_picture(aspect, level=level, photo=photo, alt=said[level.value], by=CLOCK, at=at)


def _pavement(tufts: int) -> bytes:
    picture = Image.new("RGB", (640, 480), STONE)
    pen = ImageDraw.Draw(picture)
    for place in range(0, 640, 80):
        pen.line((place, 0, place, 480), fill="#8f8a80", width=4)
        pen.line((0, place, 640, place), fill="#8f8a80", width=4)
    pen.rectangle((0, 440, 640, 480), fill=MEADOW)
    for number in range(tufts):
        x, y = _lot(number, "x") * 640 // 256, _lot(number, "y") * 440 // 256
        x = x // 80 * 80 if number % 2 else x
        for blade in range(-2, 3):
            pen.line((x, y, x + blade * 7, y - 26), fill=WEED, width=4)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
