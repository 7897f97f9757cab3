"""What somebody fills in about series, single meetings, minutes and actions, by the names of the deeds' arguments."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.facilities import queries as facilities
from wijkwerk.domain.facilities.models import Rhythm, Room
from wijkwerk.domain.meetings.models import BY_ITSELF, Meeting, Point, Series
from wijkwerk.domain.meetings.queries import kinds
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.models import Agenda
from wijkwerk.domain.thread.models import Condition
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import roles_that_can_be_given
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import NO_NAMES, DayField, Form, LineField, TextField, ThingsField, TimeField, choice

NAME, REASON, MOST_SEATS = 160, 300, 5_000


class PartyField(forms.ChoiceField):
    """A person, an organisation, or a role: `persoon:12`, `organisatie:3`, `rol:alderman`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {"invalid_choice": _("Kies iemand uit de lijst.")} | kwargs.get("error_messages", {})
        super().__init__(**kwargs)
        self.found: dict[str, Any] = {}

    def offer(self, persons: Iterable[Person], organisations: Iterable[Organisation], *, roles: bool = False) -> None:
        known = {f"organisatie:{each.pk}": each for each in organisations}
        somebody = {f"persoon:{each.pk}": each for each in persons}
        held = {f"rol:{role.value}": role for role in roles_that_can_be_given()} if roles else {}
        self.found = {**known, **somebody, **held}
        groups: list[Any] = [("", _("Kies"))]
        if held:
            groups.append((_("Wie een rol heeft"), [(key, policy.name_of(role)) for key, role in held.items()]))
        groups += [
            (_("Organisaties"), [(key, each.name) for key, each in known.items()]),
            (_("Mensen"), [(key, _named(each)) for key, each in somebody.items()]),
        ]
        self.choices = groups

    def clean(self, value: Any) -> Any:
        return self.found.get(super().clean(value))


def _named(person: Person) -> str:
    return f"{person.name} ({person.function})" if person.function else person.name


def value_of(party: Any) -> str:
    """The choice of somebody who is there already."""
    if party is None:
        return ""
    return f"{'persoon' if isinstance(party, Person) else 'organisatie'}:{party.pk}"


def areas_kept_by(actor: Actor) -> Any:
    return areas.work_areas_where(actor, Permission.MEETING_MANAGE, on=clock.today())


class PlaceFields(Form):
    """Where: a room, a facility, or words."""

    facility = choice(_("Voorziening"), nothing=_("Geen van deze"))
    room = choice(_("Ruimte"), nothing=_("Geen of onbekend"))
    place = LineField(
        label=_("Of een andere plek"), help_text=_("Bijvoorbeeld: gemeentehuis, kamer 12."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].queryset = facilities.facilities().order_by("name")  # type: ignore[attr-defined]
        rooms = Room.objects.filter(facility__is_active=True).select_related("facility")
        self.fields["room"].queryset = rooms.order_by("facility__name", "name")  # type: ignore[attr-defined]
        self.fields["room"].label_from_instance = lambda room: f"{room.facility}: {room}"  # type: ignore[attr-defined]


class SeriesForm(PlaceFields):
    """The words of a series. What it is of, its kind and areas, is asked once."""

    kind = forms.ChoiceField(label=_("Wat voor overleg?"))
    title = LineField(label=_("Naam"), longest=NAME, error_messages={"required": _("Geef het overleg een naam.")})
    about = TextField(label=_("Waar gaat het over?"), required=False, longest=2_000)
    work_areas = ThingsField(
        queryset=None, label=_("Voor welke gebieden?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_wide = forms.BooleanField(
        label=_("Over de hele gemeente"),
        help_text=_("Dan lezen alleen de deelnemers mee."),
        required=False,
    )
    agenda = choice(
        _("Van welke projectenagenda?"),
        nothing=_("Die van het jaar zelf"),
        help_text=_("Voor een voortgangsoverleg: elk project van die agenda staat op het overleg."),
    )
    takes_registrations = forms.BooleanField(
        label=_("Mensen melden zich aan"),
        help_text=_("Alleen bij een bijeenkomst voor iedereen."),
        required=False,
        initial=True,
    )
    seats = forms.IntegerField(
        label=_("Hoogste aantal mensen"),
        help_text=_("Leeg: iedereen kan komen."),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
    )
    kept_seats = forms.IntegerField(
        label=_("Plaatsen voor wie geen e-mail heeft"),
        help_text=_("Zo veel plaatsen houden wij vrij voor wie belt of langskomt."),
        required=False,
        min_value=0,
        max_value=MOST_SEATS,
    )
    field_order = (
        "kind", "title", "about", "work_areas", "is_wide", "agenda", "facility", "room", "place",
        "takes_registrations", "seats", "kept_seats",
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, series: Series | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = series
        own = areas_kept_by(actor)
        if series is not None:
            for name in ("kind", "work_areas", "is_wide", "agenda"):
                del self.fields[name]
            if not series.is_open:
                del self.fields["takes_registrations"], self.fields["seats"], self.fields["kept_seats"]
            return
        self.fields["kind"].choices = [(kind.code, kind.name) for kind in kinds.used_kinds()]  # type: ignore[attr-defined]
        self.fields["work_areas"].queryset = own  # type: ignore[attr-defined]
        agendas = (
            Agenda.objects.filter(work_area__in=own).select_related("work_area").order_by("-year", "work_area__name")
        )
        self.fields["agenda"].queryset = agendas  # type: ignore[attr-defined]
        self.fields["agenda"].label_from_instance = lambda each: each.title  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if "kept_seats" in self.fields:
            values["kept_seats"] = values.get("kept_seats") or 0
        return values


class RhythmForm(Form):
    """From when it comes back, how often, and at what times."""

    rhythm = forms.ChoiceField(label=_("Hoe vaak?"), choices=Rhythm.choices)
    first_on = DayField(
        label=_("Eerste keer"), help_text=_("Deze dag bepaalt de dag van de week, en bij elke maand ook welke week.")
    )
    from_time = TimeField(label=_("Van"))
    until_time = TimeField(label=_("Tot"))
    until_on = DayField(label=_("Niet meer vanaf"), help_text=_("Leeg: tot iemand het stopt."), required=False)


class EndForm(Form):
    on = DayField(label=_("Eerste dag dat het er niet meer is"))


class MemberForm(Form):
    """Somebody who takes part."""

    purpose = _("Wie deelneemt, leest de agenda en het verslag. Kies alleen mensen die dat voor hun werk of raad doen.")

    who = PartyField(label=_("Wie?"))
    leads = forms.BooleanField(label=_("Leidt het overleg: plant, bereidt voor en maakt het verslag"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        who.offer(people.people(), people.organisations(), roles=True)

    @property
    def chosen(self) -> dict[str, Any]:
        who = self.cleaned_data["who"]
        return {
            "person": who if isinstance(who, Person) else None,
            "organisation": who if isinstance(who, Organisation) else None,
            "role": "" if isinstance(who, Person | Organisation) else who,
            "leads": self.cleaned_data["leads"],
        }


class MomentForm(PlaceFields):
    """A day and times, and a place when that is another one."""

    on = DayField(label=_("Dag"))
    from_time = TimeField(label=_("Van"))
    until_time = TimeField(label=_("Tot"))
    field_order = ("because", "on", "from_time", "until_time", "facility", "room", "place")


class ExtraForm(MomentForm):
    title = LineField(
        label=_("Onderwerp"), help_text=_("Leeg: de naam van het overleg zelf."), required=False, longest=NAME
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "on", "from_time", "until_time", "facility", "room", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class MoveForm(MomentForm):
    because = LineField(label=_("Waarom?"), help_text=_("Wie zou komen, leest dit."), longest=REASON)


class BecauseForm(Form):
    because = LineField(label=_("Waarom?"), help_text=_("Wie zou komen, leest dit."), longest=REASON)


class DescribeForm(Form):
    """What one meeting is about, when that is something of its own."""

    title = LineField(label=_("Onderwerp"), required=False, longest=NAME)
    about = TextField(label=_("Waar gaat het over?"), required=False, longest=2_000)


class PointForm(Form):
    title = LineField(
        label=_("Waar gaat het over?"), longest=NAME, error_messages={"required": _("Schrijf op waar het over gaat.")}
    )
    about = TextField(label=_("Toelichting"), help_text=NO_NAMES, required=False, longest=2_000)
    minutes = forms.IntegerField(label=_("Minuten"), required=False, min_value=1, max_value=600)


class NotesForm(Form):
    """What was said, for each point of the agenda."""

    purpose = _("Iedereen die deelneemt leest het verslag. Noem geen namen of andere gegevens van bewoners.")

    def __init__(self, *args: Any, points: Sequence[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for point in points:
            self.fields[f"punt_{point.pk}"] = TextField(
                label=point.title, required=False, initial=point.notes, widget=forms.Textarea(attrs={"rows": 4})
            )

    @property
    def notes(self) -> dict[int, str]:
        return {int(name.removeprefix("punt_")): words for name, words in self.cleaned_data.items()}


class _AboutPoint(Form):
    """Something that came of a point of the agenda."""

    point = choice(_("Bij welk punt?"), nothing=_("Geen"))

    def offer_points(self, meeting: Meeting) -> None:
        self.fields["point"].queryset = meeting.points.filter(is_left_out=False)  # type: ignore[attr-defined]


class DecisionForm(_AboutPoint):
    text = LineField(
        label=_("Wat is besloten?"),
        longest=500,
        help_text=NO_NAMES,
        error_messages={"required": _("Schrijf op wat er is besloten.")},
    )
    reason = TextField(label=_("Waarom?"), required=False, longest=2_000)
    is_public = forms.BooleanField(label=_("Iedereen mag dit besluit lezen"), required=False)
    meets = ThingsField(
        queryset=None,
        label=_("Aan welke voorwaarden is hiermee voldaan?"),
        help_text=_("De melding komt dan vanzelf terug, en wie meldde hoort het."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("point", "text", "reason", "is_public", "meets")

    def __init__(self, *args: Any, meeting: Meeting, conditions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_points(meeting)
        self.fields["meets"].queryset = conditions  # type: ignore[attr-defined]
        self.fields["meets"].label_from_instance = _condition_words  # type: ignore[attr-defined]
        if not conditions.exists():
            del self.fields["meets"]


def _condition_words(condition: Condition) -> str:
    return f"{condition.what} ({condition.from_whom}, {condition.by_when:%d-%m-%Y})"


class ActionForm(_AboutPoint):
    what = LineField(
        label=_("Wat moet er gebeuren?"),
        help_text=NO_NAMES,
        longest=300,
        error_messages={"required": _("Schrijf op wat er moet gebeuren.")},
    )
    owner = PartyField(label=_("Wie doet het?"))
    due_on = DayField(label=_("Uiterlijk"))
    field_order = ("point", "what", "owner", "due_on")

    def __init__(
        self, *args: Any, meeting: Meeting, parties: Sequence[Any] = (), is_new: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_points(meeting)
        if not is_new:
            del self.fields["point"]
        owner: Any = self.fields["owner"]
        persons = {each.pk: each for each in people.people()}
        known = {each.pk: each for each in people.organisations()}
        for party in parties:
            (persons if isinstance(party, Person) else known).setdefault(party.pk, party)
        owner.offer(persons.values(), known.values())

    @property
    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        owner = values.pop("owner")
        return values | {
            "owner_person": owner if isinstance(owner, Person) else None,
            "owner_organisation": owner if isinstance(owner, Organisation) else None,
        }


class FinishForm(Form):
    words = LineField(label=_("Hoe ging het?"), help_text=NO_NAMES, required=False, longest=REASON)


class StopForm(Form):
    words = LineField(
        label=_("Waarom gebeurt het niet?"),
        help_text=NO_NAMES,
        longest=REASON,
        error_messages={"required": _("Schrijf op waarom.")},
    )


class OnAgendaForm(Form):
    """A project comes of a decision."""

    agenda = choice(_("Op welke projectenagenda?"), required=True, nothing=_("Kies een agenda"))
    title = LineField(label=_("Titel van het project"), longest=200)

    def __init__(self, *args: Any, agendas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda"].queryset = agendas  # type: ignore[attr-defined]
        self.fields["agenda"].label_from_instance = lambda each: each.title  # type: ignore[attr-defined]


class VisitorsForm(Form):
    visitors = forms.IntegerField(label=_("Hoeveel mensen kwamen er?"), min_value=0, max_value=100_000)


class KindForm(Form):
    """A kind of meeting, in the municipality's own words."""

    name = LineField(label=_("Naam"), longest=80)
    is_open = forms.BooleanField(label=_("Voor iedereen, met aanmelding"), required=False)
    parts = forms.MultipleChoiceField(
        label=_("Wat staat vanzelf op de agenda?"),
        choices=[(part.value, part.label) for part in BY_ITSELF],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_used = forms.BooleanField(label=_("Wij gebruiken deze soort"), required=False, initial=True)


class MonthFilter(Form):
    """Which month and what of it."""

    gebied = choice(_("Gebied"), nothing=_("Alle"))
    soort = forms.ChoiceField(label=_("Soort"), required=False)
    maand = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, only_open: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(on)  # type: ignore[attr-defined]
        known = [kind for kind in kinds.used_kinds() if kind.is_open or not only_open]
        self.fields["soort"].choices = [("", _("Alle")), *((kind.code, kind.name) for kind in known)]  # type: ignore[attr-defined]

    def narrowed(self, rows: Any) -> Any:
        values = self.cleaned_data if self.is_valid() else {}
        if values.get("gebied"):
            rows = rows.filter(work_areas=values["gebied"])
        return rows.filter(kind=values["soort"]) if values.get("soort") else rows
