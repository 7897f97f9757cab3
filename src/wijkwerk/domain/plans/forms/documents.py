"""What a person fills in to keep the plan of an area."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.forms import Form, LineField


class KeepPlanForm(Form):
    """What it is kept for."""

    why = LineField(
        label=_("Waarvoor bewaart u het plan?"),
        longest=200,
        help_text=_("Bijvoorbeeld: besproken met de wijkraad, of: bijlage bij het raadsvoorstel."),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4
