"""What is filled in about an objection."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import ObjectionOutcome, ObjectionWay, Objector
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, OnceForm, TextField
from wijkwerk.foundation.outbox.models import Channel

FEW_LINES = forms.Textarea(attrs={"rows": 4})


class ObjectionForm(OnceForm):
    """Its fields bear the names of `register_objection`."""

    purpose = _(
        "Wij bewaren wie bezwaar maakte om te laten weten wat wij beslissen. Is alles afgerond, dan gooien wij naam en "
        "adres na een tijd weg."
    )

    received_on = DayField(
        label=_("Op welke dag kwam het bezwaar binnen?"),
        help_text=_(
            "Die dag telt. Het programma rekent uit of het op tijd was en wanneer er een beslissing moet zijn."
        ),
        error_messages={"required": _("Vul in op welke dag het bezwaar binnenkwam.")},
    )
    way = forms.ChoiceField(
        label=_("Hoe kwam het binnen?"),
        choices=[(each.value, capfirst(each.label)) for each in ObjectionWay],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het binnenkwam.")},
    )
    posted_on = DayField(
        label=_("Datum van het poststempel"),
        help_text=_(
            "Alleen bij post die na de laatste dag kwam: is zij op tijd gepost, dan telt zij nog een week mee."
        ),
        required=False,
    )
    objector = forms.ChoiceField(
        label=_("Wie maakt bezwaar?"),
        choices=[(Objector.APPLICANT, _("De aanvrager")), (Objector.OTHER, _("Iemand anders voor wie dit uitmaakt"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie bezwaar maakt.")},
    )
    name = LineField(
        label=_("Naam"), help_text=_("Alleen bij iemand anders dan de aanvrager."), longest=120, required=False
    )
    reply_by = forms.ChoiceField(
        label=_("Hoe wil die persoon bericht krijgen?"),
        choices=[(Channel.POST, _("Brief")), (Channel.EMAIL, _("E-mail"))],
        widget=forms.RadioSelect,
        initial=Channel.POST,
        required=False,
    )
    reply_address = LineField(label=_("Postadres of e-mailadres"), longest=250, required=False)
    gist = TextField(
        label=_("Waarom is iemand het er niet mee eens?"),
        help_text=_("De kern, in een paar zinnen. Wie over het bezwaar beslist, leest dit."),
        longest=4_000,
        widget=FEW_LINES,
        error_messages={"required": _("Schrijf op waarom iemand het er niet mee eens is.")},
    )
    with_committee = forms.BooleanField(
        label=_("Een commissie adviseert over dit bezwaar"),
        help_text=_("Dan is er twaalf weken tijd om te beslissen, en niet zes."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("posted_on", "name", "reply_by", "reply_address"):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        values["reply_by"] = values.get("reply_by") or Channel.NONE
        if values.get("objector") != Objector.OTHER:
            return values
        if not values.get("name") and "name" not in self.errors:
            self.add_error("name", _("Vul in wie bezwaar maakt."))
        if not values.get("reply_address") and "reply_address" not in self.errors:
            self.add_error("reply_address", _("Vul in waar deze persoon antwoord krijgt."))
        return values


class WhyForm(Form):
    """Why, in words that who objected reads."""

    reason = TextField(
        label=_("Waarom?"),
        help_text=_("Wie bezwaar maakte leest dit: gebruik gewone woorden."),
        longest=4_000,
        widget=FEW_LINES,
        error_messages={"required": _("Schrijf op waarom. Wie bezwaar maakte leest dit.")},
    )


class OnDayForm(Form):
    """On which day it ended."""

    on = DayField(label=_("Op welke dag?"), error_messages={"required": _("Vul de dag in.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today


class WithdrawForm(OnDayForm):
    reason = LineField(label=_("Waarom trekt iemand het in?"), longest=300, required=False)


class DecideForm(OnDayForm, WhyForm):
    field_order = ["outcome", "reason", "on"]

    outcome = forms.ChoiceField(
        label=_("Wat beslist u over het bezwaar?"),
        choices=[
            (ObjectionOutcome.KEPT, _("Het besluit blijft zoals het is")),
            (ObjectionOutcome.CHANGED, _("Het besluit verandert")),
            (ObjectionOutcome.NOT_ADMISSIBLE, _("Niet in behandeling nemen, bijvoorbeeld omdat het te laat was")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat u beslist.")},
    )


class ObjectionFilter(Form):
    toont = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Loopt nog")),
            ("te-laat", _("Te laat")),
            ("afgerond", _("Afgerond")),
            ("alles", _("Alles")),
        ],
    )
