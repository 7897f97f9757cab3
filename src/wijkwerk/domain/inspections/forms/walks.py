"""Preparing a walk: what, where, when, with which scale; its route; who walks along."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import Aspect, FixedPoint, Inspection, Scale, Subject
from wijkwerk.domain.inspections.models.subjects import Season, season_of
from wijkwerk.domain.inspections.operations.walkers import AddressMissing
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, ThingsField
from wijkwerk.foundation.outbox.models import Channel


def areas_managed_by(actor: Actor) -> Any:
    """The work areas in which this actor prepares inspections."""
    return areas.work_areas_where(actor, Permission.INSPECTION_MANAGE, on=clock.today())


class InspectionFilter(Form):
    """Which inspections."""

    gebied = forms.ModelChoiceField(queryset=None, label=_("Gebied"), required=False, empty_label=_("Alle"))  # type: ignore[var-annotated]
    onderwerp = forms.ModelChoiceField(queryset=None, label=_("Onderwerp"), required=False, empty_label=_("Alle"))  # type: ignore[var-annotated]
    jaar = forms.TypedChoiceField(label=_("Jaar"), coerce=int, empty_value=None, required=False)
    stand = forms.ChoiceField(label=_("Stand"), choices=[("", _("Alle")), *InspectionState.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        self.fields["onderwerp"].queryset = queries.subjects()  # type: ignore[attr-defined]
        self.fields["jaar"].choices = [("", _("Alle")), *((year, str(year)) for year in queries.years())]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        values = self.cleaned_data if self.is_valid() else {}
        return {
            "work_area": values.get("gebied"),
            "subject": values.get("onderwerp"),
            "year": values.get("jaar"),
            "state": values.get("stand", ""),
        }


class ResultFilter(Form):
    """Results of which area, subject and year."""

    gebied = forms.ModelChoiceField(queryset=None, label=_("Gebied"), required=False, empty_label=_("Alle gebieden"))  # type: ignore[var-annotated]
    onderwerp = forms.ModelChoiceField(queryset=None, label=_("Onderwerp"), required=False, empty_label=_("Alle"))  # type: ignore[var-annotated]
    jaar = forms.TypedChoiceField(label=_("Jaar"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        self.fields["onderwerp"].queryset = queries.subjects()  # type: ignore[attr-defined]
        years = queries.years() or [clock.today().year]
        self.fields["jaar"].choices = [("", _("Het laatste")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        self.newest = next((year for year in years if year <= clock.today().year), years[0])

    @property
    def values(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_valid() else {}

    @property
    def year(self) -> int:
        return self.values.get("jaar") or self.newest


class _Aspects(ThingsField):
    """Aspects by subject, with their season when they have one."""

    def label_from_instance(self, aspect: Aspect) -> str:
        season = "" if aspect.season == Season.ALL else f" ({aspect.get_season_display()})"
        return f"{aspect.subject.name}: {aspect.name}{season}"


class InspectionForm(Form):
    """The words of an inspection."""

    title = LineField(label=_("Titel"), error_messages={"required": _("Geef de schouw een titel.")})
    on = DayField(label=_("Op welke dag?"), error_messages={"required": _("Kies de dag van de schouw.")})
    gathers = LineField(
        label=_("Waar en hoe laat verzamelen?"),
        help_text=_("Bijvoorbeeld: 10.00 uur bij het buurthuis."),
        required=False,
    )
    scale = forms.ModelChoiceField(queryset=None, label=_("Schaal"), empty_label=_("Kies een schaal"))  # type: ignore[var-annotated]
    aspects = _Aspects(
        queryset=None,
        label=_("Wat wordt beoordeeld?"),
        help_text=_("Aspecten van één onderwerp. Wat bij dit seizoen past is al gekozen."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één aspect om te beoordelen.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31)

    def __init__(self, *args: Any, inspection: Inspection | None = None, **kwargs: Any) -> None:
        if inspection is not None:
            kwargs.setdefault("initial", {}).update(
                title=inspection.title,
                on=inspection.on,
                gathers=inspection.gathers,
                scale=inspection.scale_id,
                aspects=queries.aspects_of(inspection),
                version=inspection.version,
            )
        super().__init__(*args, **kwargs)
        current = Scale.objects.current()
        aspects = Aspect.objects.active().select_related("subject")
        if inspection is not None:
            current = current | Scale.objects.filter(pk=inspection.scale_id)
            aspects = Aspect.objects.filter(subject=inspection.subject_id).select_related("subject")
        self.fields["scale"].queryset = current.order_by("name", "-version")  # type: ignore[attr-defined]
        self.fields["aspects"].queryset = aspects.order_by("subject__name", "name")  # type: ignore[attr-defined]

    def clean_aspects(self) -> list[Aspect]:
        chosen = list(self.cleaned_data["aspects"])
        if len({aspect.subject_id for aspect in chosen}) > 1:
            raise forms.ValidationError(
                _("Kies aspecten van één onderwerp. Maak voor een ander onderwerp een eigen schouw.")
            )
        return chosen


class PrepareForm(InspectionForm):
    """A new inspection."""

    work_area = forms.ModelChoiceField(queryset=None, label=_("Gebied"), empty_label=_("Kies een gebied"))  # type: ignore[var-annotated]
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("work_area", "title", "on", "gathers", "scale", "aspects", "client_key")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.fields["work_area"].queryset = areas_managed_by(actor)  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4
        self.fields["on"].initial = clock.today()
        first = queries.subjects().filter(is_active=True).first()
        fitting = [Season.ALL, season_of(clock.today().month)]
        self.fields["aspects"].initial = (
            Aspect.objects.active().filter(subject=first, season__in=fitting) if first is not None else []
        )

    @property
    def deed(self) -> dict[str, Any]:
        """As arguments for the operation; the subject is that of the aspects."""
        values = dict(self.cleaned_data)
        subject: Subject = values["aspects"][0].subject
        return values | {"subject": subject}


# ── The route ──────────────────────────────────────────────────────────────────────────────────────────────────────
class PlaceFields(Form):
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)


class SpotForm(PlaceFields):
    """A place on the route."""

    name = LineField(
        label=_("Naam van het punt"),
        longest=120,
        error_messages={"required": _("Geef het punt een naam, zodat iedereen het vindt.")},
    )
    hint = LineField(
        label=_("Waar precies, of waar let u op?"), help_text=_("Noem geen namen en huisnummers."), required=False
    )


class AddSpotForm(SpotForm):
    is_fixed = forms.BooleanField(
        label=_("Dit is een vast punt: bewaar het voor volgende schouwen in dit gebied"), required=False
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class FixedPointsForm(Form):
    """Fixed points of the area for the route."""

    points = ThingsField(
        queryset=None,
        label=_("Vaste punten"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één vast punt.")},
    )

    def __init__(self, *args: Any, work_area: WorkArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = queries.fixed_points(work_area)
        self.fields["points"].queryset = points  # type: ignore[attr-defined]
        self.fields["points"].initial = list(points)

    @property
    def chosen(self) -> list[FixedPoint]:
        return list(self.cleaned_data["points"])


class DrawForm(Form):
    """Points from a seed."""

    seed = LineField(
        label=_("Waarmee wordt geloot?"),
        longest=120,
        help_text=_(
            "Iets wat niemand kan kiezen en iedereen kan nazoeken, zoals de datum met een uitslag van die dag."
        ),
        error_messages={"required": _("Vul in waarmee wordt geloot.")},
    )
    count = forms.IntegerField(
        label=_("Hoeveel punten?"),
        min_value=1,
        max_value=100,
        initial=10,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "required"), _("Loot 1 tot en met 100 punten tegelijk.")
        ),
    )


class StepsForm(Form):
    """One place up or down."""

    steps = forms.TypedChoiceField(choices=[("-1", "-1"), ("1", "1")], coerce=int)


# ── Who walks along ────────────────────────────────────────────────────────────────────────────────────────────────
class InvitePartyForm(Form):
    """Staff and organisations of the area."""

    who = forms.MultipleChoiceField(
        label=_("Medewerkers en organisaties"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kies ten minste één persoon of organisatie."),
            "invalid_choice": _("Kies iemand uit de lijst."),
        },
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present: set[tuple[int | None, int | None]] = set(
            inspection.walkers.values_list("person_id", "organisation_id")
        )
        persons = [
            each
            for each in people.people(work_area=inspection.work_area, on=clock.today())
            if (each.pk, None) not in present
        ]
        organisations = [
            each for each in people.organisations(work_area=inspection.work_area) if (None, each.pk) not in present
        ]
        self.parties: dict[str, Person | Organisation] = {f"organisatie:{each.pk}": each for each in organisations}
        self.parties |= {f"persoon:{each.pk}": each for each in persons}
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            *((f"organisatie:{each.pk}", each.name) for each in organisations),
            *(
                (f"persoon:{each.pk}", f"{each.name} ({each.function})" if each.function else each.name)
                for each in persons
            ),
        ]

    @property
    def chosen(self) -> list[Person | Organisation]:
        return [self.parties[each] for each in self.cleaned_data["who"]]


class InviteResidentForm(Form):
    """A resident: a name and one way to be reached, and both may be left empty."""

    purpose = _(
        "Wij bewaren naam en adres om de link te sturen en te laten weten wat er met de bevindingen gebeurt. "
        "Een jaar na de schouw gooien wij het weg."
    )

    name = LineField(label=_("Naam"), longest=120, required=False)
    reply_by = forms.ChoiceField(
        label=_("Hoe krijgt deze loper bericht?"),
        choices=[
            (Channel.EMAIL, _("E-mail")),
            (Channel.PHONE, _("Telefoon")),
            (Channel.POST, _("Brief")),
            (Channel.NONE, _("Geen bericht")),
        ],
        widget=forms.RadioSelect,
        initial=Channel.EMAIL,
    )
    reply_address = LineField(label=_("E-mailadres, telefoonnummer of postadres"), longest=250, required=False)
    is_on_paper = forms.BooleanField(label=_("Loopt zonder telefoon, met een papieren formulier"), required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        address = values.get("reply_address", "")
        if values.get("reply_by") == Channel.EMAIL and address:
            try:
                validate_email(address)
            except forms.ValidationError:
                self.add_error("reply_address", _("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."))
        elif values.get("reply_by") not in (Channel.NONE, None) and not address and "reply_address" not in self.errors:
            self.add_error("reply_address", str(AddressMissing.message))
        return values


class AgreeForm(Form):
    """What somebody who walked says of the action list."""

    agrees = forms.ChoiceField(
        label=_("Klopt de actielijst?"),
        choices=[("ja", _("Ja, de lijst klopt")), ("nee", _("Nee, er moet iets anders"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja of nee.")},
    )
    words = LineField(label=_("Wat moet er anders?"), longest=1_000, required=False)

    @property
    def deed(self) -> dict[str, Any]:
        return {"agrees": self.cleaned_data["agrees"] == "ja", "words": self.cleaned_data["words"]}


class FixedPointForm(SpotForm):
    """A fixed point of an area, apart from a walk."""
