"""Who it is for: a name or a card is typed; when a name fits several, they are shown to choose from."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Resident
from wijkwerk.domain.workshop.queries import residents as queries
from wijkwerk.foundation.kit.forms import Form, LineField

LONGEST_NUMBER = 18  # digits: more than a database holds


class WhoForm(Form):
    """A form that is for a resident. Whoever is known already, from the page before, is not asked for again."""

    purpose: ClassVar[str | Promise] = _(
        "Wij vragen dit om te weten van wie het is, en om een bericht te kunnen sturen."
    )
    who_label: ClassVar[str | Promise] = _("Voor wie?")
    who_is_needed: ClassVar[bool] = True

    who = LineField(
        label="",
        help_text=_("Typ een naam of scan de kaart. Is iemand nieuw? Schrijf die eerst in aan de balie."),
        longest=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    resident = LineField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workshop: Facility, resident: Resident | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop, self.known = workshop, resident
        self.fields["who"].label = str(self.who_label)
        self.fields["resident"].label = _("Wie bedoelt u?")
        if resident is not None:
            del self.fields["who"]
            self.fields["resident"].initial = str(resident.pk)
        elif self.who_is_needed:
            self.fields["who"].required = True
            self.fields["who"].error_messages["required"] = _("Kies voor wie het is: typ een naam of scan de kaart.")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        number, words = values.pop("resident", ""), values.pop("who", "")
        resident = None
        if number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER:
            resident = queries.residents(self.workshop).filter(pk=int(number)).first()
        if resident is None and words:
            resident = self._find(words)
        if resident is not None:
            self.errors.pop("who", None)
        elif self.who_is_needed and "who" not in self.errors and "resident" not in self.errors:
            self._refuse(_("Kies voor wie het is: typ een naam of scan de kaart."))
        values["resident"] = resident
        return values

    def _find(self, words: str) -> Resident | None:
        carded = queries.by_card(self.workshop, words)
        found = [carded] if carded else queries.find_residents(self.workshop, words)
        if len(found) == 1:
            return found[0]
        if not found:
            self._refuse(_("Niemand gevonden met deze naam of kaart."))
        else:
            choices = [(str(each.pk), each.name) for each in found]
            label = self.fields["resident"].label
            self.fields["resident"] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)
            self.add_error("resident", _("Er zijn er meer met deze naam. Kies wie u bedoelt."))
        return None

    def _refuse(self, words: str | Promise) -> None:
        self.add_error("who" if "who" in self.fields else None, words)  # type: ignore[arg-type]
