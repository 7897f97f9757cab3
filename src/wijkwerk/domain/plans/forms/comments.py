"""What a person fills in to react to a plan, and to say what was done with a reaction."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.forms.visions import VersionedForm
from wijkwerk.domain.plans.models import PlanComment, Programme, TakenOver, Vision
from wijkwerk.foundation.kit.forms import NO_NAMES, Form, LineField, TextField


class CommentForm(Form):
    """What somebody says about a plan."""

    text = TextField(
        label=_("Uw reactie"),
        help_text=NO_NAMES,
        longest=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Schrijf uw reactie op.")},
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ["organisation", "goal", "effort", "text", "name", "email"]


class OnBehalf(CommentForm):
    """For who speaks on behalf of a body or partner."""

    organisation = forms.ModelChoiceField(queryset=None, label=_("Namens wie reageert u?"), required=False)  # type: ignore[var-annotated]

    def __init__(self, *args: Any, offered: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.filter(pk__in=[each.pk for each in offered]).order_by("name")
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]
        self.fields["organisation"].empty_label = _("Namens mijzelf")  # type: ignore[attr-defined]
        if offered:
            self.fields["organisation"].initial = offered[0]


class VisionCommentForm(CommentForm):
    """About a whole vision, or about one of its goals."""

    goal = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None, label=_("Waarover gaat het?"), required=False, empty_label=_("Over het hele plan")
    )

    def __init__(self, *args: Any, vision: Vision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = vision.goals.order_by("number")  # type: ignore[attr-defined]
        self.fields["goal"].label_from_instance = lambda goal: f"{goal.number}. {goal.title}"  # type: ignore[attr-defined]


class PartyCommentForm(OnBehalf, VisionCommentForm):
    """For a body or partner, about a vision."""


class ResidentCommentForm(VisionCommentForm):
    """For everybody, without an account."""

    purpose = _(
        "U hoeft geen naam of e-mailadres in te vullen. Vult u een e-mailadres in, dan schrijven wij u wat er met uw "
        "reactie is gedaan. Naam en adres tonen wij nergens en gaan later weg."
    )
    name = LineField(label=_("Uw naam"), longest=120, required=False)
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        required=False,
        error_messages={"invalid": _("Dit is geen e-mailadres. Controleer het, of laat het leeg.")},
    )


class ProgrammeCommentForm(OnBehalf):
    """About a whole programme, or about what one partner does in it."""

    effort = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None, label=_("Waarover gaat het?"), required=False, empty_label=_("Over het hele programma")
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effort"].queryset = programme.efforts.order_by("number")  # type: ignore[attr-defined]
        self.fields["effort"].label_from_instance = lambda effort: f"{effort.number}. {effort.does}"  # type: ignore[attr-defined]


class HandleForm(VersionedForm):
    """What was done with what a party said."""

    taken_over = forms.ChoiceField(
        label=_("Wat is ermee gedaan?"),
        choices=[(each.value, capfirst(each.label)) for each in TakenOver if each != TakenOver.OPEN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat ermee is gedaan.")},
    )
    reason = TextField(
        label=_("Toelichting"),
        help_text=_("Verplicht bij “deels” en “niet”. Wie reageerde, leest dit."),
        longest=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @classmethod
    def initial_of(cls, said: PlanComment) -> dict[str, Any]:
        if said.is_open:
            return {"version": said.version}
        return {name: getattr(said, name) for name in cls.base_fields}

    @property
    def now(self) -> list[tuple[Any, str]]:
        """What somebody else made of it meanwhile, beside what is typed here."""
        if not self.current:
            return []
        return [
            (_("Wat is ermee gedaan?"), self.current.get_taken_over_display()),
            (_("Toelichting"), self.current.reason),
        ]


class HandleResidentForm(HandleForm):
    """The same of a vision, where residents react too."""

    is_public = forms.BooleanField(
        label=_("Iedereen mag deze reactie lezen"),
        help_text=_("Kijk eerst of er geen namen of adressen in staan. De naam van een bewoner tonen wij nooit."),
        required=False,
        initial=True,
    )
