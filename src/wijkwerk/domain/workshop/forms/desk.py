"""What is filled in at the desk: somebody who is new, money, the count of the box, help with forms."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.workshop.forms.money import MoneyField
from wijkwerk.domain.workshop.models import HelpTheme, Method, Resident
from wijkwerk.foundation.kit.forms import Form, LineField
from wijkwerk.foundation.outbox.models import Channel

AT_THE_DESK = [(Method.CASH, Method.CASH.label), (Method.CARD, Method.CARD.label)]


class ResidentForm(Form):
    """Somebody who comes in: a name and one way to be reached, and nothing more."""

    purpose = _(
        "Wij vragen een naam en één manier om iemand te bereiken: om te weten wie iets heeft en om een bericht te "
        "kunnen sturen. Meer hoeft niet."
    )

    name = LineField(
        label=_("Naam"),
        longest=120,
        error_messages={"required": _("Schrijf een naam op. Een voornaam is genoeg.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reply_by = forms.ChoiceField(
        label=_("Hoe kunnen wij iemand bereiken?"),
        choices=[
            (Channel.PHONE, _("Telefoon")),
            (Channel.EMAIL, _("E-mail")),
            (Channel.POST, _("Brief")),
            (Channel.NONE, _("Geen bericht")),
        ],
        widget=forms.RadioSelect,
        initial=Channel.PHONE,
    )
    reply_address = LineField(
        label=_("Telefoonnummer, e-mailadres of postadres"),
        longest=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    buurt_code = forms.ChoiceField(label=_("Uit welke buurt?"), required=False)
    card_code = LineField(
        label=_("Kaart"),
        help_text=_("Scan de kaart, of typ wat erop staat."),
        longest=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_professional = forms.BooleanField(label=_("Komt voor iemand anders, voor het werk"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        buurten = [(area.code, area.name) for area in areas.own_buurten()]
        self.fields["reply_address"].is_conditional = True  # type: ignore[attr-defined]
        self.fields["buurt_code"].choices = [("", _("Wil ik niet zeggen")), *buurten]  # type: ignore[attr-defined]


def values_of(resident: Resident) -> dict[str, Any]:
    return {name: getattr(resident, name) for name in ResidentForm.base_fields}


class ReceiveForm(Form):
    """Money that is for no loan or chore: coffee, a gift, a part."""

    amount_cents = MoneyField(
        label=_("Bedrag"), error_messages={"required": _("Vul een bedrag in, bijvoorbeeld 2,50.")}
    )
    words = LineField(
        label=_("Waarvoor?"),
        longest=120,
        help_text=_("Dit komt op de bon. Schrijf er geen naam bij."),
        error_messages={"required": _("Schrijf op waar het geld voor is.")},
    )
    method = forms.ChoiceField(label=_("Hoe?"), choices=AT_THE_DESK, widget=forms.RadioSelect, initial=Method.CASH)
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class CloseDayForm(Form):
    """What lies in the box at the end of the day."""

    counted_cents = MoneyField(
        label=_("Wat zit er in de kas?"),
        help_text=_("Tel al het geld, ook het wisselgeld van vanochtend."),
        error_messages={"required": _("Vul in wat u hebt geteld, bijvoorbeeld 24,50. Is de kas leeg? Vul dan 0 in.")},
    )
    difference_because = LineField(
        label=_("Klopt het niet? Hoe komt dat?"),
        longest=200,
        required=False,
        help_text=_("U mag ook opschrijven dat u het niet weet."),
    )


class BecauseForm(Form):
    """Why: for what needs a reason and nothing else."""

    because = LineField(label=_("Waarom?"), longest=120, required=False)


class FormsHelpForm(Form):
    """That somebody was helped with a paper: about what, by whom. Not who it was, nor what the paper said."""

    theme = forms.ChoiceField(label=_("Waar ging het over?"), choices=HelpTheme, widget=forms.RadioSelect)
    helper = LineField(label=_("Wie hielp?"), longest=120, required=False)
    referred_to = forms.ModelChoiceField(
        label=_("Doorverwezen naar"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Niet doorverwezen"),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referred_to"].queryset = Organisation.objects.active().order_by("name")  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4
        self.fields["theme"].error_messages["required"] = _("Kies waar het over ging.")
