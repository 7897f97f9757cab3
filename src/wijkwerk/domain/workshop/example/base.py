"""Who comes to the workshop of the example, and who helps there. Invented people; numbers that nobody has."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from wijkwerk.domain.facilities.example import WORKSHOP
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.workshop.models import (
    Availability,
    Half,
    Participant,
    ParticipantKind,
    ParticipantSkill,
    Resident,
    Skill,
)
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Channel

PARKWIJK, CENTRUM, NOORD = "BU0037VF00", "BU0037VM00", "BU0037VB00"
RESIDENTS: tuple[tuple[str, Channel, str, str, str], ...] = (
    ("Aaltje Mulderij", Channel.PHONE, "0599 00 41 01", PARKWIJK, "B-1001"),
    ("Berend Kuipers-Doorn", Channel.EMAIL, "berend@bewoner.example", PARKWIJK, "B-1002"),
    ("Chaima Ouazzani", Channel.EMAIL, "chaima@bewoner.example", PARKWIJK, "B-1003"),
    ("Derk Onnes", Channel.POST, "Lindelaan 3 (voorbeeld)", CENTRUM, ""),
    ("Eef Tolner", Channel.EMAIL, "eef@bewoner.example", CENTRUM, "B-1005"),
    ("Filip Nowakowski", Channel.PHONE, "0599 00 41 06", NOORD, "B-1006"),
    ("Gonda Hemstra", Channel.NONE, "", PARKWIJK, ""),
    ("Haile Tesfay", Channel.PHONE, "0599 00 41 08", NOORD, "B-1008"),
    ("Imke Roelfsema", Channel.EMAIL, "imke@bewoner.example", PARKWIJK, "B-1009"),
    ("Jurre Boelens", Channel.EMAIL, "jurre@bewoner.example", "", ""),
    ("Katja Zwiers", Channel.PHONE, "0599 00 41 11", PARKWIJK, "B-1011"),
    ("Lammert Prins", Channel.NONE, "", PARKWIJK, "B-1012"),
    ("Miep van Aalderen", Channel.POST, "Parkstraat 40 (voorbeeld)", PARKWIJK, ""),
    ("Nadia Haddaoui", Channel.EMAIL, "nadia@bewoner.example", CENTRUM, "B-1014"),
    ("Otto Wessels", Channel.PHONE, "0599 00 41 15", PARKWIJK, "B-1015"),
    ("Pien Kamphuis", Channel.EMAIL, "pien@bewoner.example", NOORD, "B-1016"),
)
SKILLS = ("Snoeien", "Schilderen", "Timmeren", "Fietsen maken", "Elektrisch", "Formulieren", "Gastvrij zijn", "Rijden")
V, D, P = ParticipantKind.VOLUNTEER, ParticipantKind.DAY_ACTIVITY, ParticipantKind.PARTICIPATION_ACT
PARTICIPANTS: tuple[tuple[str, ParticipantKind, str, tuple[str, ...], tuple[str, ...], str], ...] = (
    ("Berend Kuipers-Doorn", V, "Was vroeger timmerman.", ("Timmeren", "Rijden"), (), "0m 0a 2m 4m"),
    ("Chaima Ouazzani", V, "Goed met mensen en papier.", ("Formulieren", "Gastvrij zijn"), (), "1m 3m 3a"),
    ("Filip Nowakowski", P, "Kan alles met een fiets.", ("Fietsen maken",), ("Elektrisch",), "0m 1m 2m 3m 4m"),
    ("Haile Tesfay", P, "Leert graag buiten werken.", ("Snoeien",), ("Schilderen", "Rijden"), "0m 0a 1m 1a 3m"),
    ("Imke Roelfsema", V, "Heeft een bakfiets.", ("Schilderen", "Snoeien"), (), "2a 4m 4a"),
    ("Katja Zwiers", D, "Rustig werk, graag met z'n tweeën.", ("Gastvrij zijn",), ("Fietsen maken",), "1m 2m 3m"),
    ("Otto Wessels", V, "Elektricien in ruste.", ("Elektrisch", "Timmeren"), (), "1a 3a"),
    ("Pien Kamphuis", D, "Houdt van planten.", (), ("Snoeien",), "0m 2m 4m"),
)


@transaction.atomic
def make_base(*, at: datetime) -> Facility:
    """The workshop with who comes and who helps; made once."""
    workshop: Facility = Facility.objects.get(name=WORKSHOP)
    if not Resident.objects.filter(facility=workshop).exists():
        residents = {row[0]: _resident(workshop, row, at) for row in RESIDENTS}
        skills = {name: Skill.objects.create(facility=workshop, name=name) for name in SKILLS}
        since = date(clock.dutch(at).year - 1, 3, 1)
        for row in PARTICIPANTS:
            _participant(workshop, residents[row[0]], row, skills, since)
    return workshop


def _resident(workshop: Facility, row: tuple[str, Channel, str, str, str], at: datetime) -> Resident:
    name, channel, address, buurt, card = row
    made: Resident = Resident.objects.create(
        facility=workshop,
        name=name,
        name_key=name.lower(),
        reply_by=channel,
        reply_address=address,
        buurt_code=buurt,
        card_code=card,
        created_at=at,
        seen_at=at,
    )
    return made


def _participant(
    workshop: Facility,
    resident: Resident,
    row: tuple[str, ParticipantKind, str, tuple[str, ...], tuple[str, ...], str],
    skills: dict[str, Skill],
    since: date,
) -> None:
    _name, kind, talents, can, wants, halves = row
    through = Organisation.objects.filter(kind="welfare").first() if kind != V else None
    participant = Participant.objects.create(
        facility=workshop,
        resident=resident,
        kind=kind,
        talents=talents,
        organisation=through,
        lat=workshop.lat,
        lon=workshop.lon,
        most_halves=max(2, len(halves.split()) - 1),
        from_on=since,
    )
    for names, wants_to_learn in ((can, False), (wants, True)):
        for name in names:
            ParticipantSkill.objects.create(participant=participant, skill=skills[name], wants_to_learn=wants_to_learn)
    for half in halves.split():
        Availability.objects.create(
            participant=participant,
            weekday=int(half[0]),
            half={"m": Half.MORNING, "a": Half.AFTERNOON}[half[1]],
        )
