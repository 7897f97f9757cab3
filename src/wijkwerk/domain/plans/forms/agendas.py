"""What somebody fills in about agendas and their items. Names of fields are those of the operations' arguments."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import Finding as SeenFinding
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans import months
from wijkwerk.domain.plans.forms.filters import AreaAndYearFilter
from wijkwerk.domain.plans.models import Agenda, AgendaItem, Effort, Finding, Goal, ThemeElaboration, Vision
from wijkwerk.domain.plans.operations.agendas import ChangedMeanwhile
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.queries import agendas as queries
from wijkwerk.domain.plans.states import AgendaState, ItemState
from wijkwerk.domain.signals import queries as signals
from wijkwerk.domain.signals.models import Signal
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.forms import NO_NAMES, DayField, Form, LineField, TextField, ThingsField, YearField
from wijkwerk.foundation.kit.money import MoneyField


class AgendaFilter(AreaAndYearFilter):
    """Which agendas."""

    def years(self) -> list[int]:
        return queries.years()


class ItemFilter(Form):
    """Which items of an agenda."""

    stand = forms.ChoiceField(
        label=_("Stand"), choices=[("", _("Alle")), ("open", _("Nog niet klaar")), *ItemState.choices], required=False
    )

    @property
    def state(self) -> str:
        return str(self.cleaned_data["stand"]) if self.is_valid() else ""


class MakeAgendaForm(Form):
    """An agenda for an area and a year."""

    work_area = forms.ModelChoiceField(queryset=None, label=_("Gebied"), empty_label=_("Kies een gebied"))  # type: ignore[var-annotated]
    year = YearField(label=_("Jaar"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work_area"].queryset = areas.work_areas_where(actor, Permission.AGENDA_MANAGE, on=clock.today())  # type: ignore[attr-defined]
        self.fields["year"].initial = clock.today().year


class MoveAgendaForm(Form):
    """A step of an agenda."""

    state = forms.ChoiceField(choices=AgendaState)
    adopted_on = DayField(required=False)


class PullerField(forms.ChoiceField):
    """A person or an organisation that works in an area: `persoon:12` or `organisatie:3`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Wie trekt het?"),
            help_text=_("De trekker zorgt dat het project verder komt."),
            required=False,
            error_messages={"invalid_choice": _("Kies iemand uit de lijst.")},
            **kwargs,
        )

    def offer(self, work_area: WorkArea, current: Any = None) -> None:
        """Who there is to choose from."""
        own_people = list(people.people(work_area=work_area, on=clock.today()))
        own_organisations = list(people.organisations(work_area=work_area))
        if isinstance(current, Person) and current not in own_people:
            own_people.insert(0, current)
        if isinstance(current, Organisation) and current not in own_organisations:
            own_organisations.insert(0, current)
        self.found: dict[str, Person | Organisation] = {
            **{f"persoon:{person.pk}": person for person in own_people},
            **{f"organisatie:{each.pk}": each for each in own_organisations},
        }
        self.choices = [
            ("", _("Nog niemand")),
            (_("Organisaties"), [(f"organisatie:{each.pk}", each.name) for each in own_organisations]),
            (_("Mensen"), [(f"persoon:{person.pk}", _name(person)) for person in own_people]),
        ]

    def chosen(self, value: str) -> dict[str, Any]:
        """As arguments for the operation."""
        party = self.found.get(value)
        return {
            "puller_person": party if isinstance(party, Person) else None,
            "puller_organisation": party if isinstance(party, Organisation) else None,
        }


def _name(person: Person) -> str:
    return f"{person.name} ({person.function})" if person.function else person.name


def value_of(party: Any) -> str:
    """The choice of a puller that is there already."""
    if party is None:
        return ""
    return f"{'persoon' if isinstance(party, Person) else 'organisatie'}:{party.pk}"


class SureForm(Form):
    """A form that may warn, and goes on for who is sure. The box shows with the warning."""

    is_sure = forms.BooleanField(label=_("Ja, ik weet het zeker"), required=False, widget=forms.HiddenInput)

    def ask(self) -> None:
        """Show the box: the operation warned."""
        self.fields["is_sure"].widget = forms.CheckboxInput()


class ItemForm(Form):
    """The words of an item and its period."""

    title = LineField(
        label=_("Titel"), longest=text.SENTENCE, error_messages={"required": _("Geef het project een titel.")}
    )
    description = TextField(
        label=_("Wat gaan we doen?"), help_text=NO_NAMES, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    from_month = forms.TypedChoiceField(label=_("Van maand"), coerce=int, empty_value=None, required=False)
    until_month = forms.TypedChoiceField(label=_("Tot en met maand"), coerce=int, empty_value=None, required=False)
    is_quick_win = forms.BooleanField(label=_("Dit kan snel: een klein project met snel resultaat"), required=False)
    is_public = forms.BooleanField(label=_("Iedereen mag dit project lezen"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_month", "until_month"):
            self.fields[name].choices = months.choices()  # type: ignore[attr-defined]


# What an item may come from at once, by field.
CAUSES: dict[str, Any] = {"signals": Signal, "findings": Finding, "efforts": Effort, "seen": SeenFinding}


class AddItemForm(ItemForm, SureForm):
    """A new item, on an agenda that is known or chosen, with its first sources."""

    agenda = forms.ChoiceField(label=_("Op welke agenda?"))
    puller = PullerField()
    signals = ThingsField(queryset=None, required=False, widget=forms.MultipleHiddenInput)
    findings = ThingsField(queryset=None, required=False, widget=forms.MultipleHiddenInput)
    efforts = ThingsField(queryset=None, required=False, widget=forms.MultipleHiddenInput)
    seen = ThingsField(queryset=None, required=False, widget=forms.MultipleHiddenInput)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, actor: Actor, agenda: Agenda | None = None, near: WorkArea | None = None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4
        for name, model in CAUSES.items():
            self.fields[name].queryset = model.objects.visible_to(actor)  # type: ignore[attr-defined]
        self._agenda = agenda
        if agenda is not None:
            del self.fields["agenda"]
            self.fields["puller"].offer(agenda.work_area)  # type: ignore[attr-defined]
        else:
            del self.fields["puller"]
            self._offer_agendas(actor, near)

    def _offer_agendas(self, actor: Actor, near: WorkArea | None) -> None:
        """The agendas that this actor keeps, and those of this year and the next that are not made yet."""
        kept: dict[str, str] = {}
        self._makes: dict[str, tuple[WorkArea, int]] = {}
        this_year = clock.today().year
        known = {(each.work_area_id, each.year): each for each in queries.open_agendas(actor)}
        closed = set(Agenda.objects.filter(state=AgendaState.CLOSED).values_list("work_area_id", "year"))
        work_areas = sorted(
            areas.work_areas_where(actor, Permission.AGENDA_MANAGE, on=clock.today()),
            key=lambda area: (near is None or area.pk != near.pk, area.name),
        )
        for area in work_areas:
            for year in (this_year, this_year + 1):
                if (area.pk, year) not in closed:
                    kept[f"{area.pk}:{year}"] = f"{area.name} {year}"
                    self._makes[f"{area.pk}:{year}"] = area, year
        for (area_id, year), each in known.items():
            kept.setdefault(f"{area_id}:{year}", f"{each.work_area.name} {year}")
            self._makes[f"{area_id}:{year}"] = each.work_area, year
        self.fields["agenda"].choices = list(kept.items())  # type: ignore[attr-defined]

    @property
    def place(self) -> tuple[WorkArea, int]:
        """The area and the year of the agenda that was chosen."""
        if self._agenda is not None:
            return self._agenda.work_area, self._agenda.year
        return self._makes[self.cleaned_data["agenda"]]

    @property
    def values(self) -> dict[str, Any]:
        """Under the names of the operation."""
        values = dict(self.cleaned_data)
        values.pop("agenda", None)
        values["sources"] = [cause for name in CAUSES for cause in values.pop(name)]
        if "puller" in values:
            values |= self.fields["puller"].chosen(values.pop("puller"))  # type: ignore[attr-defined]
        return values


class ChangeItemForm(ItemForm):
    """Other words for an item; `current` is what somebody else made of it meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    current: AgendaItem | None = None

    @classmethod
    def initial_of(cls, item: AgendaItem) -> dict[str, Any]:
        return {name: getattr(item, name) for name in cls.base_fields}

    def show_change(self, changed: ChangedMeanwhile) -> None:
        """Both texts stand on the page; sent once more, this one counts."""
        self.current = changed.current
        self.data = {**self.data, "version": str(changed.current.version)}


class SetPullerForm(SureForm):
    """Who pulls it."""

    purpose = _("Wij vragen dit zodat bewoners en partners weten bij wie zij moeten zijn.")
    puller = PullerField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["puller", "is_sure", "version"]

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"puller": value_of(item.puller), "version": item.version})
        super().__init__(*args, **kwargs)
        self.fields["puller"].offer(item.agenda.work_area, item.puller)  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        return values | self.fields["puller"].chosen(values.pop("puller"))  # type: ignore[attr-defined,no-any-return]


class MoveItemForm(Form):
    """A step further, or back."""

    state = forms.ChoiceField(
        label=_("Hoe staat het ervoor?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het ervoor staat."), "invalid_choice": _("Deze stap kan niet meer.")},
    )
    reason = TextField(
        label=_("Toelichting"),
        help_text=_("Verplicht als het wacht of stopt. Wie erom vroeg, leest dit."),
        longest=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": item.version})
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(state.value, capfirst(state.label)) for state in item.moves]  # type: ignore[attr-defined]


class PartnerForm(Form):
    """What a partner does and promises."""

    organisation = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None,
        label=_("Organisatie"),
        empty_label=_("Kies een organisatie"),
        error_messages={"required": _("Kies een organisatie.")},
    )
    does = LineField(
        label=_("Wat doet deze partner?"),
        longest=300,
        error_messages={"required": _("Schrijf op wat deze partner doet.")},
    )
    amount_cents = MoneyField(
        label=_("Hoeveel geld zegt deze partner toe?"),
        help_text=_("In euro's, bijvoorbeeld 1.250,50. Leeg als het niet om geld gaat."),
        required=False,
    )

    def __init__(self, *args: Any, item: AgendaItem, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            taking_part = item.partners.values_list("organisation_id", flat=True)
            offered = people.organisations().exclude(pk__in=taking_part)
            self.fields["organisation"].queryset = offered  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]


class ProgressForm(Form):
    """How it goes."""

    text = TextField(
        label=_("Hoe gaat het?"),
        help_text=NO_NAMES,
        longest=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf in een paar woorden op hoe het gaat.")},
    )
    is_public = forms.BooleanField(label=_("Iedereen mag dit lezen"), required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


THINGS_BEHIND = ("signal", "theme", "goal", "elaboration", "effort", "finding", "seen")


class SourceForm(Form):
    """Why an item is there: a signal by its number, a theme, or words with a link."""

    signal = forms.IntegerField(
        label=_("Nummer van een melding"),
        min_value=1,
        max_value=2**62,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Dit is geen nummer. Vul het nummer van de melding in, bijvoorbeeld 1234.")},
    )
    theme = forms.ModelChoiceField(queryset=None, label=_("Of een thema"), required=False, empty_label=_("Geen thema"))  # type: ignore[var-annotated]
    effort = forms.ModelChoiceField(
        queryset=Effort.objects.none(),
        label=_("Of wat een partner in het programma beloofde"),
        required=False,
        empty_label=_("Niets uit het programma"),
    )
    goal = forms.ModelChoiceField(
        queryset=Goal.objects.none(),
        label=_("Of een doel uit de visie"),
        required=False,
        empty_label=_("Geen doel"),
    )
    elaboration = forms.ModelChoiceField(
        queryset=ThemeElaboration.objects.none(),
        label=_("Of een thema van de gemeente"),
        required=False,
        empty_label=_("Geen thema van de gemeente"),
    )
    finding = forms.ModelChoiceField(
        queryset=Finding.objects.none(),
        label=_("Of wat de evaluatie vond"),
        required=False,
        empty_label=_("Geen bevinding"),
    )
    seen = forms.ModelChoiceField(
        queryset=SeenFinding.objects.none(),
        label=_("Of wat bij een schouw gezien is"),
        required=False,
        empty_label=_("Niets van een schouw"),
    )
    words = LineField(
        label=_("Of in woorden"),
        help_text=_("Bijvoorbeeld: wijkplan Maarsstee uit 2009."),
        longest=300,
        required=False,
    )
    link = forms.URLField(
        label=_("Link naar dat plan"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Dit is geen adres van een pagina. Een link begint met https://.")},
    )

    def __init__(self, *args: Any, actor: Actor, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._actor = actor
        here = item.agenda.work_area_id
        chosen: Mapping[str, Any] = self.fields
        chosen["theme"].queryset = signals.themes_visible_to(actor)
        efforts = Effort.objects.visible_to(actor).filter(programme__work_area_id=here)
        chosen["effort"].queryset = efforts.order_by("-programme__from_year", "number")
        goals = Goal.objects.filter(vision__in=Vision.objects.visible_to(actor).filter(work_area_id=here))
        chosen["goal"].queryset = goals.exclude(vision__state=VisionState.REPLACED).order_by("-vision_id", "number")
        worked_out = ThemeElaboration.objects.for_thread().filter(work_area_id=here)
        chosen["elaboration"].queryset = worked_out.order_by("theme__title")
        chosen["elaboration"].label_from_instance = lambda made: made.theme.title
        findings = Finding.objects.visible_to(actor).filter(evaluation__work_area_id=here)
        chosen["finding"].queryset = findings.order_by("-evaluation__year", "number")
        seen = SeenFinding.objects.visible_to(actor).filter(inspection__work_area_id=here)
        chosen["seen"].queryset = seen.order_by("-inspection__on", "number")

    def clean_signal(self) -> Signal | None:
        number = self.cleaned_data["signal"]
        if not number:
            return None
        found = Signal.objects.sent().filter(pk=number).first()
        if found is None or not policy.may(self._actor, Permission.SIGNAL_VIEW, on=found):
            raise forms.ValidationError(_("Er is geen melding met dit nummer die u kunt zien. Controleer het nummer."))
        return found  # type: ignore[no-any-return]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(values.get(name) for name in (*THINGS_BEHIND, "words")):
            raise forms.ValidationError(_("Kies wat de aanleiding is, of beschrijf haar in woorden."))
        return values

    @property
    def things(self) -> Iterable[Any]:
        return [thing for name in THINGS_BEHIND if (thing := self.cleaned_data[name]) is not None]


class ReasonForm(Form):
    """Why something is taken away."""

    reason = TextField(
        label=_("Waarom?"),
        longest=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf in een paar woorden op waarom.")},
    )
