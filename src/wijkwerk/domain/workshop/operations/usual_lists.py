"""The lists that most repair desks begin with. The host changes what is different there.

What a repair saves is a rough estimate. Of a bicycle: making one of 20 kilos gives about 96 kilos of CO2 (European
Cyclists' Federation, 2011), and a repair counts for half, as it puts off buying a new one. Where we know no source,
there is no figure.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Part, ThingKind, UsualJob
from wijkwerk.domain.workshop.operations import repairs
from wijkwerk.foundation.access.policy import Actor

ECF = "helft van de uitstoot bij het maken van een fiets (European Cyclists' Federation, 2011)"
ROUGH = "eigen aanname van de werkplaats: helft van de uitstoot bij het maken van een klein apparaat"
KINDS: tuple[tuple[str, int, int, str], ...] = (
    ("Fiets", 18_000, 2_400, ECF),
    ("Kinderfiets", 9_000, 2_400, ECF),
    ("Elektrische fiets", 25_000, 2_400, ECF),
    ("Kinderwagen", 10_000, 0, ""),
    ("Klein huishoudelijk apparaat", 2_000, 3_000, ROUGH),
    ("Stofzuiger", 7_000, 3_000, ROUGH),
    ("Lamp", 1_000, 3_000, ROUGH),
    ("Naaimachine", 8_000, 3_000, ROUGH),
    ("Meubel", 12_000, 0, ""),
    ("Speelgoed", 800, 0, ""),
    ("Iets anders", 2_000, 0, ""),
)
PARTS: tuple[tuple[str, int, int | None], ...] = (
    ("Binnenband 28 inch", 450, 12),
    ("Buitenband 28 inch", 1_495, 6),
    ("Buitenband 24 inch", 1_295, 4),
    ("Remblokjes, paar", 350, 10),
    ("Remkabel", 250, 10),
    ("Ketting", 895, 5),
    ("Voorlicht op batterij", 595, 8),
    ("Achterlicht op batterij", 495, 8),
    ("Ringslot", 1_495, 4),
    ("Bel", 295, 10),
    ("Bandenplakset", 150, 15),
    ("Stekker", 295, 6),
    ("Snoer, per meter", 150, None),
)
JOBS: tuple[tuple[str, str, str, int, int], ...] = (
    ("Band plakken", "Fiets", "Bandenplakset", 500, 100),
    ("Binnenband vervangen", "Fiets", "Binnenband 28 inch", 750, 0),
    ("Buitenband vervangen", "Fiets", "Buitenband 28 inch", 1_000, 0),
    ("Remblokjes vervangen", "Fiets", "Remblokjes, paar", 750, 0),
    ("Licht monteren", "Fiets", "Achterlicht op batterij", 250, 0),
    ("Banden oppompen en ketting smeren", "Fiets", "", 250, 0),
    ("Stekker vervangen", "Klein huishoudelijk apparaat", "Stekker", 500, 0),
)


@transaction.atomic
def add_usual_lists(workshop: Facility, *, by: Actor, at: datetime) -> None:
    """Kinds of things, parts and jobs that are not on the lists yet; what is there stays as it is."""
    kinds = {kind.name: kind for kind in ThingKind.objects.filter(facility=workshop)}
    parts = {part.name: part for part in Part.objects.filter(facility=workshop)}
    jobs = set(UsualJob.objects.filter(facility=workshop).values_list("name", flat=True))
    for name, grams, factor, source in KINDS:
        if name not in kinds:
            kinds[name] = repairs.keep_kind(
                workshop, name=name, grams=grams, co2_grams_per_kg=factor, co2_source=source, by=by, at=at
            )
    for name, cents, stock in PARTS:
        if name not in parts:
            parts[name] = repairs.keep_part(workshop, name=name, price_cents=cents, in_stock=stock, by=by, at=at)
    for name, kind, part, cost, share in JOBS:
        if name not in jobs:
            repairs.keep_usual_job(
                workshop,
                name=name,
                kind=kinds[kind],
                part=parts.get(part),
                full_cost_cents=cost,
                contribution_cents=share,
                by=by,
                at=at,
            )
