"""What staff fill in about the upkeep of an area."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.models import Category
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField


class UpkeepForm(Form):
    """How well something is kept up, what is done for it, and what is planned."""

    category = forms.ModelChoiceField(
        label=_("Onderwerp"), queryset=Category.objects.none(), empty_label=_("Kies een onderwerp")
    )
    work_area = forms.ModelChoiceField(
        label=_("Gebied"), queryset=WorkArea.objects.none(), required=False, empty_label=_("Overal in de gemeente")
    )
    level = LineField(
        label=_("Niveau"), longest=60, required=False, help_text=_("In uw eigen woorden, bijvoorbeeld: B, netjes.")
    )
    does = TextField(
        label=_("Wat doet de gemeente hier?"),
        longest=500,
        help_text=_("Bijvoorbeeld: wij maaien het gras twaalf keer per jaar."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    planned = LineField(
        label=_("Wat is er gepland?"),
        longest=300,
        required=False,
        help_text=_("Bijvoorbeeld: de bomen langs de Hoofdstraat worden gesnoeid."),
    )
    planned_from = DayField(label=_("Vanaf"), required=False)
    planned_until = DayField(label=_("Tot en met"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = actor.reach(Permission.UPKEEP_MANAGE)
        chosen: Any = self.fields["work_area"]
        chosen.queryset = areas.work_areas(clock.today())
        if not reach.everywhere:
            chosen.queryset = chosen.queryset.filter(pk__in=reach.area_ids)
            chosen.required, chosen.empty_label = True, _("Kies een gebied")
        self.fields["category"].queryset = queries.categories()  # type: ignore[attr-defined]
