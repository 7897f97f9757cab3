"""What somebody fills in about people, organisations, roles and teams."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.people import queries
from wijkwerk.domain.people.models import Ring, Trade
from wijkwerk.domain.people.models.organisations import Kind
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.roles import ROLES, Role, roles_that_can_be_given
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, ThingsField, choice

NAME, PHONE = 120, 40
KINDS: list[tuple[str, str | Promise]] = [(kind.value, kind.label) for kind in Kind]


def choices(label: Any, *, required: bool = False, **kwargs: Any) -> Any:
    widget = forms.CheckboxSelectMultiple
    return ThingsField(None, label=label, required=required, widget=widget, **kwargs)


class PeopleFilter(Form):
    """Look for people and organisations."""

    woorden = LineField(label=_("Zoek op naam, functie of organisatie"), longest=100, required=False)
    gebied = choice(_("Gebied"), nothing=_("Alle gebieden"))
    soort = forms.ChoiceField(label=_("Soort"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(on)  # type: ignore[attr-defined]
        self.fields["soort"].choices = [("", _("Alle soorten")), *KINDS]  # type: ignore[attr-defined]


# ── Organisations ──────────────────────────────────────────────────────────────────────────────────────────────────
class OrganisationForm(Form):
    purpose = _(
        "Om te weten wie er in een gebied werkt en hoe u hen bereikt. "
        "Vul gegevens van de organisatie in, niet van thuis."
    )

    name = LineField(label=_("Naam"), longest=NAME)
    kind = forms.ChoiceField(label=_("Soort"), choices=KINDS)
    about = TextField(label=_("Wat doen zij in de wijk?"), required=False, longest=2_000)
    work_areas = choices(_("Gebieden"), help_text=_("Niets aangekruist: voor de hele gemeente."))
    phone = LineField(label=_("Telefoon"), longest=PHONE, required=False)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    address = LineField(label=_("Adres"), required=False)
    own_role = TextField(
        label=_("Eigen rol"),
        help_text=_("Alleen voor een bewonersorganisatie: wat is haar rol in het gebied?"),
        required=False,
        longest=2_000,
    )
    expects = TextField(
        label=_("Wat verwacht zij van de gemeente?"),
        help_text=_("Alleen voor een bewonersorganisatie."),
        required=False,
        longest=2_000,
    )
    is_expected = TextField(
        label=_("Wat verwacht de gemeente van haar?"),
        help_text=_("Alleen voor een bewonersorganisatie."),
        required=False,
        longest=2_000,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work_areas"].queryset = areas.work_areas(on)  # type: ignore[attr-defined]


class BodyMemberForm(Form):
    purpose = _(
        "Om te laten zien wie de bewonersorganisatie vormen, en tot wanneer. De naam is zichtbaar voor wie hier werkt."
    )

    person = choice(_("Persoon"), help_text=_("Iemand die al in Wijkwerk staat."))
    name = LineField(label=_("Of alleen een naam"), longest=NAME, required=False)
    function = LineField(label=_("Functie"), help_text=_("Bijvoorbeeld: voorzitter."), longest=80, required=False)
    from_on = DayField(label=_("Vanaf"))
    until_on = DayField(label=_("Tot"), help_text=_("De eerste dag dat het lidmaatschap voorbij is."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = queries.people()  # type: ignore[attr-defined]


# ── Persons ────────────────────────────────────────────────────────────────────────────────────────────────────────
class PersonForm(Form):
    purpose = _(
        "Om te weten wie u voor zich hebt en hoe u elkaar bereikt. Vul gegevens van het werk in, niet van thuis. "
        "Een jaar na vertrek worden ze gewist."
    )

    name = LineField(label=_("Naam"), longest=NAME)
    function = LineField(label=_("Functie"), longest=NAME, required=False)
    organisation = choice(_("Organisatie"), nothing=_("Geen organisatie"))
    phone = LineField(label=_("Telefoon"), longest=PHONE, required=False)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    contact_is_public = forms.BooleanField(label=_("Inwoners mogen telefoon en e-mailadres zien"), required=False)
    findable = TextField(
        label=_("Waar en wanneer te vinden?"),
        help_text=_("Bijvoorbeeld: elke dinsdag van 10 tot 12 uur in het buurthuis. Inwoners zien dit."),
        required=False,
        longest=500,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = queries.organisations()  # type: ignore[attr-defined]


class OwnForm(Form):
    """What somebody says of themselves."""

    purpose = _("Zo herkennen en vinden collega's en inwoners u.")

    name = LineField(label=_("Naam"), longest=NAME)
    phone = LineField(label=_("Telefoon van het werk"), longest=PHONE, required=False)
    contact_is_public = forms.BooleanField(label=_("Inwoners mogen mijn telefoon en e-mailadres zien"), required=False)
    findable = TextField(
        label=_("Waar en wanneer bent u te vinden?"), help_text=_("Inwoners zien dit."), required=False, longest=500
    )


class PhotoForm(Form):
    purpose = _("Een gezicht helpt inwoners u te herkennen. De foto staat op de pagina van het gebied.")

    photo = forms.FileField(
        label=_("Foto"),
        help_text=_("Een foto van het soort JPEG, PNG of WebP, hoogstens 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class RoleForm(Form):
    """Give somebody a role, in several areas at once."""

    role = forms.ChoiceField(label=_("Rol"), widget=forms.RadioSelect)
    work_areas = choices(
        _("Gebieden"), help_text=_("Voor een rol per gebied. Andere rollen gelden voor de hele gemeente.")
    )
    from_on = DayField(label=_("Vanaf"))
    until_on = DayField(
        label=_("Tot"),
        help_text=_("De eerste dag dat de rol niet meer geldt. Leeg: zonder einde."),
        required=False,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, capfirst(policy.name_of(role))) for role in roles_that_can_be_given()
        ]
        self.fields["work_areas"].queryset = areas.work_areas(on)  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "role" in values and ROLES[values["role"]].held == "area" and not values.get("work_areas"):
            self.add_error("work_areas", _("Deze rol geldt per gebied. Kruis een gebied aan."))
        return values


class EndForm(Form):
    """From when something is over."""

    until_on = DayField(label=_("Vanaf welke dag is dit voorbij?"))


class AbsenceForm(Form):
    purpose = _("Zo weten collega's en inwoners bij wie zij terechtkunnen. Waarom iemand weg is, vragen wij niet.")

    from_on = DayField(label=_("Eerste dag weg"))
    until_on = DayField(label=_("Eerste dag terug"))
    replaced_by = choice(
        _("Wie vervangt?"),
        nothing=_("Niemand"),
        help_text=_("Heeft de vervanger dezelfde rol in een ander gebied? Dan kan die hier hetzelfde doen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = queries.people()  # type: ignore[attr-defined]


class InvitationForm(Form):
    purpose = _("Op dit adres komt de uitnodiging. Ermee logt iemand later in.")

    email = forms.EmailField(label=_("E-mailadres"), max_length=254)


# ── Teams ──────────────────────────────────────────────────────────────────────────────────────────────────────────
class TeamMemberForm(Form):
    purpose = _("Om te laten zien wie er in het gebied werkt. Naam, organisatie en vak zijn voor iedereen zichtbaar.")

    person = choice(_("Persoon"), nothing=_("Geen persoon"))
    organisation = choice(_("Organisatie"), nothing=_("Geen organisatie"))
    ring = forms.ChoiceField(label=_("Plek in het team"), choices=Ring.choices, widget=forms.RadioSelect)
    trade = LineField(
        label=_("Vak"),
        help_text=_("Bijvoorbeeld: %(trades)s.") % {"trades": ", ".join(Trade.values[:5])},
        longest=40,
        required=False,
    )
    takes_signals = forms.BooleanField(label=_("Pakt meldingen op"), required=False)
    order = forms.IntegerField(
        label=_("Volgorde"), help_text=_("Een laag getal staat vooraan."), min_value=0, max_value=9_999, initial=100
    )
    from_on = DayField(label=_("Vanaf"))
    until_on = DayField(label=_("Tot"), help_text=_("De eerste dag dat het voorbij is."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = queries.people()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = queries.organisations()  # type: ignore[attr-defined]
