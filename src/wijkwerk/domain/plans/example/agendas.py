"""The agendas of the example: 2013 for the thirteen areas of the Stadskanaal note, and this year's; all invented."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import Agenda, AgendaItem
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.plans.states import AgendaState, ItemState
from wijkwerk.domain.signals.models import Signal
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

YEAR = 2013
MADE_AT = datetime(2012, 10, 15, 9, 0, tzinfo=UTC)
ADOPTED_ON = date(2012, 12, 4)
_KEYS = uuid.UUID("6f9d3c1e-5a51-4c43-9f0a-0d6a6f1c2013")  # so that a second run makes nothing twice


@dataclass(frozen=True)
class _Planned:
    title: str
    description: str
    months: tuple[int, int]
    state: ItemState = ItemState.PLANNED
    reason: str = ""
    progress: str = ""
    source: str = ""
    partners: dict[str, tuple[str, int | None]] = field(default_factory=dict)  # kind of organisation: does, cents
    is_quick_win: bool = False


EVERYWHERE = (
    _Planned(
        "Groenschouw met bewoners",
        "Samen door de buurt lopen en het groen en de paden bekijken. Wat beter kan, komt op een lijst.",
        (4, 5),
        state=ItemState.DONE,
        progress="De ronde is gelopen. De punten staan op de lijst van beheer en onderhoud.",
        source="Afspraak met de wijkraden: elk jaar een groenschouw",
        partners={"residents_body": ("Nodigt bewoners uit en loopt mee", None)},
    ),
)

OWN: dict[str, tuple[_Planned, ...]] = {
    "Maarswold": (
        _Planned(
            "Speelplek in het Maarswold",
            "Een speelplek voor kinderen tot twaalf jaar. Bewoners kiezen mee welke toestellen er komen.",
            (6, 9),
            partners={
                "housing": ("Stelt de grond beschikbaar", 750_000),
                "welfare": ("Vraagt kinderen en ouders wat zij willen", None),
            },
            source="Wijkvisie Maarswold",
        ),
        _Planned(
            "Stoepen herstellen",
            "Losse en verzakte tegels op de looproutes naar school en winkel.",
            (3, 4),
            state=ItemState.RUNNING,
            progress="De eerste straat is klaar.",
            is_quick_win=True,
        ),
    ),
    "Musselkanaal": (
        _Planned(
            "Proef: welzijn op een nieuwe manier",
            "Een loket in de buurt waar inwoners met elke vraag terechtkunnen. De proef loopt tot en met december.",
            (1, 12),
            state=ItemState.RUNNING,
            progress="Het loket is twee ochtenden per week open.",
            source="Pilot welzijn nieuwe stijl, planning 2012",
            partners={"welfare": ("Bemenst het loket", 1_200_000)},
        ),
    ),
    "Stadskanaal Noord": (
        _Planned(
            "Ontmoetingsplek bij de winkels",
            "Bankjes, een boom en een plek voor een praatje.",
            (5, 6),
            partners={"shop": ("Zorgt voor stroom en water", None)},
        ),
    ),
    "Alteveer": (
        _Planned(
            "Dorpsontwikkelingsplan uitvoeren: het dorpshuis",
            "Het dak en de verwarming van het dorpshuis worden vernieuwd.",
            (2, 11),
            state=ItemState.WAITING,
            reason="Het wacht op het besluit over de provinciale bijdrage.",
            source="Dorpsontwikkelingsplan Alteveer",
        ),
    ),
    "Maarsstee": (
        _Planned(
            "Wijkplan uitvoeren: het binnenpad",
            "Verlichting en nieuwe tegels op het pad tussen de woningen.",
            (3, 6),
            state=ItemState.DONE,
            progress="Het pad is klaar en verlicht.",
            source="Wijkplan Maarsstee",
            partners={"housing": ("Betaalt de verlichting", 450_000)},
        ),
    ),
    "Parkwijk": (
        _Planned(
            "Achterpaden opruimen met de buurt",
            "Een zaterdag samen snoeien en opruimen. De gemeente zorgt voor containers.",
            (4, 4),
            is_quick_win=True,
            partners={"housing": ("Levert gereedschap", None)},
            source="Wijkplan Parkwijk",
        ),
    ),
    "Onstwedde": (
        _Planned("Veilig oversteken bij de school", "Een oversteekplaats en borden bij de schooltijden.", (8, 10)),
    ),
    "Mussel": (
        _Planned(
            "Dorpsvisie voorbereiden",
            "Met het dorp bepalen wat er de komende tien jaar nodig is.",
            (9, 12),
            state=ItemState.PROPOSED,
            source="Planning 2012: dorpsontwikkelingsplan",
        ),
    ),
    "Ceresdorp": (
        _Planned("Bomen langs de hoofdweg", "Zieke bomen worden vervangen.", (10, 12), source="Groenbeheerplan"),
    ),
    "Maarsveld": (
        _Planned(
            "Wijkevaluatie Maarsveld bespreken",
            "De uitkomsten van de evaluatie met bewoners en partners doornemen.",
            (2, 3),
            state=ItemState.DONE,
            progress="Besproken met de wijkraad. Drie punten gaan naar de volgende agenda.",
        ),
    ),
    "De Hagen / De Borgen / Vogelwijk": (
        _Planned(
            "Verkeer in de Vogelwijk",
            "Tellen hoe hard er gereden wordt, en met de straat bespreken wat helpt.",
            (3, 7),
            state=ItemState.STOPPED,
            reason="Uit de telling blijkt dat bijna iedereen zich aan de snelheid houdt.",
            partners={"police": ("Doet de tellingen", None)},
        ),
    ),
    "Vledderveen": (
        _Planned(
            "Programma Vledderveen uitwerken",
            "De afspraken met het dorp omzetten in projecten voor het volgende jaar.",
            (9, 11),
            source="Programma Vledderveen",
        ),
    ),
    "Stadskanaal Centrum": (),
}


# What came of the signals of the example: area and subject, to what became of them this year.
FROM_SIGNALS: dict[tuple[str, str], _Planned] = {
    ("Maarswold", "spelen"): _Planned(
        "Speelplek achter de flat",
        "Een kleine speelplek op het grasveld. De buurt kiest de toestellen, de gemeente legt ze aan.",
        (5, 9),
        state=ItemState.PROPOSED,
        partners={"housing": ("Stelt het grasveld beschikbaar", 600_000)},
    ),
    ("Maarswold", "bestrating"): _Planned(
        "Stoepen rond de school herstellen",
        "Losse en verzakte tegels op de looproutes naar school worden rechtgelegd.",
        (3, 4),
        state=ItemState.RUNNING,
        progress="De stratenmaker is begonnen aan de kant van de ingang.",
        is_quick_win=True,
    ),
    ("Musselkanaal", "ontmoeten"): _Planned(
        "Koffieochtend in het oude postkantoor",
        "Een ochtend in de week koffie voor wie dat wil. Bewoners zijn gastheer en gastvrouw.",
        (2, 12),
        partners={"welfare": ("Helpt bij het begin", 75_000), "residents_body": ("Zoekt gastvrouwen", None)},
    ),
    ("Alteveer", "verkeer"): _Planned(
        "Rustig rijden door het dorp",
        "Meten hoe hard er gereden wordt, en met het dorp kiezen wat helpt.",
        (4, 10),
        state=ItemState.WAITING,
        reason="Eerst wordt er een maand lang gemeten.",
        partners={"police": ("Doet de metingen", None)},
    ),
    ("Maarsveld", "groen"): _Planned(
        "Boomspiegels door de buurt",
        "Bewoners planten en verzorgen de boomspiegels in hun straat. De gemeente levert grond en planten.",
        (3, 6),
        is_quick_win=True,
    ),
}


def make_example_agendas(
    municipality: Municipality, signals: Sequence[Signal] = (), *, at: datetime
) -> list[AgendaItem]:
    """The agendas of 2013, and of the signals given an agenda of this year; made once, however often it is asked."""
    with scope.in_municipality(municipality):
        work_areas = {area.name: area for area in WorkArea.objects.filter(name__in=OWN).order_by("name")}
        made = []
        for name, work_area in work_areas.items():
            agenda = _adopted(work_area, YEAR, on=ADOPTED_ON, at=MADE_AT)
            made += [_make(agenda, planned, at=MADE_AT) for planned in (*OWN[name], *EVERYWHERE)]
        said: dict[tuple[str, str], list[Signal]] = {}
        for signal in signals:
            if signal.work_area is not None and signal.category is not None:
                said.setdefault((signal.work_area.name, signal.category.code), []).append(signal)
        for (name, subject), planned in FROM_SIGNALS.items():
            if name in work_areas and (name, subject) in said:
                agenda = _adopted(work_areas[name], clock.dutch(at).year, on=clock.dutch(at).date(), at=at)
                made.append(_make(agenda, planned, sources=said[name, subject], at=at))
        return made


def _adopted(work_area: WorkArea, year: int, *, on: date, at: datetime) -> Agenda:
    agenda = agendas.make_agenda(work_area, year, by=CLOCK, at=at)
    if agenda.state == AgendaState.DRAFT:
        agenda = agendas.move_agenda(agenda, state=AgendaState.ADOPTED, adopted_on=on, by=CLOCK, at=at)
    return agenda


def _make(agenda: Agenda, planned: _Planned, *, at: datetime, sources: Sequence[Signal] = ()) -> AgendaItem:
    key = uuid.uuid5(_KEYS, f"{agenda.pk}:{planned.title}")
    if (known := AgendaItem.objects.filter(client_key=key).first()) is not None:
        return known  # type: ignore[no-any-return]
    partners = _partners(agenda.work_area, planned)
    item = agendas.add_item(
        agenda,
        title=planned.title,
        description=planned.description,
        from_month=planned.months[0],
        until_month=planned.months[1],
        is_quick_win=planned.is_quick_win,
        puller_organisation=next(iter(partners), None),
        sources=sources,
        client_key=key,
        by=CLOCK,
        at=at,
    )
    if planned.source:
        agendas.add_source_in_words(item, words=planned.source, by=CLOCK, at=at)
    for organisation, (does, cents) in partners.items():
        agendas.add_partner(item, organisation=organisation, does=does, amount_cents=cents, by=CLOCK, at=at)
    if planned.state != ItemState.PROPOSED:
        item = agendas.move_item(item, state=ItemState.PLANNED, by=CLOCK, at=at)
    if planned.state not in (ItemState.PROPOSED, ItemState.PLANNED):
        item = agendas.move_item(item, state=planned.state, reason=planned.reason, by=CLOCK, at=at)
    if planned.progress:
        agendas.add_progress(item, text=planned.progress, is_public=True, by=CLOCK, at=at)
    return item


def _partners(work_area: WorkArea, planned: _Planned) -> dict[Organisation, tuple[str, int | None]]:
    """An organisation of each kind that works in the area; what no organisation does is left out."""
    found: dict[Organisation, tuple[str, int | None]] = {}
    for kind, part in planned.partners.items():
        of_kind = Organisation.objects.active().filter(kind=kind).order_by("name")
        here = of_kind.filter(work_areas=work_area).first() or of_kind.filter(work_areas__isnull=True).first()
        if here is not None:
            found[here] = part
    return found
