"""What residents, jurors and staff fill in about the yearly award."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.forms.initiatives import PublicForm
from wijkwerk.domain.budgets.models import AwardYear, Nomination, NomineeKind
from wijkwerk.domain.budgets.queries.awards import Standing
from wijkwerk.domain.budgets.queries.initiatives import public_initiatives
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals.forms.resident import ReplyFields
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import NO_NAMES, DayField, Form, LineField, TextField, YearField, choice
from wijkwerk.foundation.outbox.models import Channel


class AwardForm(Form):
    """When, and what it is for."""

    words = TextField(
        label=_("Waar gaat het om, en waar let de jury op?"),
        help_text=_("Iedereen leest dit."),
        error_messages={"required": _("Schrijf waar het om gaat en waar de jury op let.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    opens_on = DayField(label=_("Voordragen kan vanaf"), error_messages={"required": _("Vul een datum in.")})
    closes_on = DayField(label=_("Voordragen kan tot en met"), error_messages={"required": _("Vul een datum in.")})
    announces_on = DayField(label=_("Uitreiking"), required=False)

    @property
    def values(self) -> dict[str, Any]:
        """Days as the moments at which they begin and end, in Dutch time."""
        values = dict(self.cleaned_data)
        values["opens_at"] = _begin_of(values.pop("opens_on"))
        closes_on = values.pop("closes_on")
        values["closes_at"] = datetime.combine(closes_on, datetime.max.time().replace(microsecond=0), clock.AMSTERDAM)
        return values


def _begin_of(day: Any) -> datetime:
    return datetime.combine(day, datetime.min.time(), clock.AMSTERDAM)


class PrepareForm(AwardForm):
    """A new year, for an area where one works or for the whole municipality."""

    field_order = ["year", "work_area", "words"]

    year = YearField(label=_("Jaar"))
    work_area = forms.ModelChoiceField(label=_("Voor welk gebied?"), queryset=WorkArea.objects.none(), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["work_area"]
        field.queryset = areas.work_areas_where(  # type: ignore[attr-defined]
            actor, Permission.AWARD_MANAGE, on=clock.today()
        )
        field.empty_label = _("De hele gemeente")  # type: ignore[attr-defined]


class NominationForm(ReplyFields, PublicForm):
    """Whom somebody nominates and why."""

    purpose = _(
        "Uw naam en adres gebruiken wij alleen om u te laten weten hoe het afloopt. De jury ziet ze niet, en ze komen "
        "niet op de website. U mag alles leeg laten. Een jaar na afloop gooien wij het weg."
    )
    field_order = [
        "kind",
        "nominee",
        "why",
        "initiative",
        "nominee_reply_by",
        "nominee_reply_address",
        "name",
        "reply_by",
    ]

    kind = forms.ChoiceField(
        label=_("Wie draagt u voor?"), choices=NomineeKind, initial=NomineeKind.PERSON, widget=forms.RadioSelect
    )
    nominee = LineField(
        label=_("Hoe heet die persoon of groep?"),
        longest=120,
        error_messages={"required": _("Schrijf wie u voordraagt.")},
    )
    why = TextField(
        label=_("Waarom verdient hij, zij of deze groep dit?"),
        help_text=_("Wat doen zij, en wie heeft daar wat aan?"),
        error_messages={"required": _("Vertel in een paar zinnen waarom.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    initiative = choice(_("Gaat het om een initiatief op deze website?"), nothing=_("Nee, of weet ik niet"))
    nominee_reply_by = forms.ChoiceField(
        label=_("Hoe kunnen wij wie u voordraagt bereiken?"),
        help_text=_("Dan vragen wij of de naam op de website mag."),
        choices=[
            (Channel.NONE, _("Dat weet ik niet")),
            (Channel.EMAIL, _("E-mail")),
            (Channel.PHONE, _("Telefoon")),
            (Channel.POST, _("Brief")),
        ],
        widget=forms.RadioSelect,
        initial=Channel.NONE,
        required=False,
    )
    nominee_reply_address = LineField(
        label=_("E-mailadres, telefoonnummer of postadres van wie u voordraagt"), longest=250, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = public_initiatives().order_by("public_title", "id")  # type: ignore[attr-defined]
        self.fields["initiative"].label_from_instance = lambda row: row.public_title  # type: ignore[attr-defined]
        for name in ("reply_address", "nominee_reply_by", "nominee_reply_address"):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        found = super().values
        found["reply_address"] = self.reply_to.address
        found["nominee_reply_by"] = found["nominee_reply_by"] or Channel.NONE
        return found


class NominationForResidentForm(NominationForm):
    """Somebody rang, or filled in a form on paper."""

    purpose = _(
        "Naam en adres zijn alleen om te laten weten hoe het afloopt. De jury ziet ze niet, en ze komen niet op de "
        "website. Een jaar na afloop gooien wij het weg."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "kind": _("Wie wordt voorgedragen?"),
            "nominee_reply_by": _("Hoe kunnen wij die persoon of groep bereiken?"),
            "nominee_reply_address": _("E-mailadres, telefoonnummer of postadres van wie is voorgedragen"),
            "name": _("Naam van wie voordraagt"),
            "reply_by": _("Hoe wil die persoon bericht?"),
            "reply_address": _("E-mailadres, telefoonnummer of postadres van wie voordraagt"),
        }
        for name, label in words.items():
            self.fields[name].label = label


class AcceptForm(Form):
    jury_words = TextField(
        label=_("Wat de jury leest"),
        help_text=_("Haal weg wat vertelt wie de voordracht deed."),
        error_messages={"required": _("Schrijf wat de jury leest.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AskConsentForm(Form):
    public_words = TextField(
        label=_("Wat iedereen leest bij de naam"),
        help_text=NO_NAMES,
        error_messages={"required": _("Schrijf wat iedereen bij de naam leest.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReachForm(Form):
    reply_by = forms.ChoiceField(
        label=_("Hoe bereiken wij deze persoon of groep?"),
        choices=[(Channel.EMAIL, _("E-mail")), (Channel.PHONE, _("Telefoon")), (Channel.POST, _("Brief"))],
        widget=forms.RadioSelect,
        initial=Channel.EMAIL,
    )
    reply_address = LineField(
        label=_("E-mailadres, telefoonnummer of postadres"),
        longest=250,
        error_messages={"required": _("Vul een adres of nummer in.")},
    )


class JoinForm(Form):
    to = forms.ModelChoiceField(
        label=_("Bij welke voordracht hoort deze?"),
        queryset=Nomination.objects.none(),
        empty_label=_("Kies een voordracht"),
        error_messages={"required": _("Kies een voordracht.")},
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.queryset = others  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: row.nominee  # type: ignore[attr-defined]


class JurorForm(Form):
    """A colleague, or somebody who gets a link."""

    purpose = _("Een naam en een e-mailadres, om het jurylid een eigen link te sturen.")

    person = forms.ModelChoiceField(
        label=_("Medewerker of partner met een account"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Iemand zonder account"),
    )
    name = LineField(label=_("Naam van wie geen account heeft"), longest=120, required=False)
    email = LineField(
        label=_("E-mailadres"),
        help_text=_("Leeg: geef de link op de pagina van de waardering zelf door."),
        longest=250,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.active().order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class ScoreForm(Form):
    points = forms.TypedChoiceField(
        label=_("Uw cijfer"),
        choices=[("", _("Kies een cijfer")), *((str(n), str(n)) for n in range(1, 11))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    words = TextField(
        label=_("Toelichting"),
        help_text=_("Voor de andere juryleden en voor het juryverslag."),
        longest=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_involved = forms.BooleanField(label=_("Ik ken deze voordracht te goed om te oordelen"), required=False)


class AnnounceForm(Form):
    """Who gets it, in the order of the jury."""

    winner = forms.ModelChoiceField(
        label=_("Wie krijgt de waardering?"),
        queryset=Nomination.objects.none(),
        empty_label=_("Niemand, dit jaar"),
        required=False,
    )
    jury_report = TextField(
        label=_("Oordeel van de jury"),
        help_text=_("Iedereen leest dit. Noem geen namen: die staat erbij als de winnaar dat goed vindt."),
        error_messages={"required": _("Schrijf het oordeel van de jury: waarom wint deze voordracht?")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    despite = TextField(
        label=_("Wint een andere dan de eerste van de jury? Schrijf waarom"),
        longest=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    without_name = forms.BooleanField(label=_("Reik uit zonder naam op de website"), required=False)

    def __init__(self, *args: Any, award: AwardYear, standings: Sequence[Standing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["winner"]
        field.queryset = Nomination.objects.filter(award_year=award)  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            ("", _("Niemand, dit jaar")),
            *((row.nomination.pk, f"{row.nomination.nominee} ({row.shown})") for row in standings),
        ]
