"""What an administrator sets up: scales, subjects, aspects, pictures, what happens by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.inspections.models import Level, Scale, ScaleKind, Season
from wijkwerk.domain.inspections.operations.scales import LevelWords
from wijkwerk.foundation.kit.forms import Form, LineField, TextField


class LevelsForm(Form):
    """The levels of a scale, one a line, and the norm."""

    levels = TextField(
        label=_("Niveaus"),
        help_text=_("Elk niveau op een eigen regel, het beste bovenaan. Een uitleg mag erachter, na een dubbele punt."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    norm = LineField(
        label=_("Norm"),
        help_text=_("Het laagste niveau dat nog goed genoeg is. Daaronder moet er iets gebeuren."),
        longest=30,
        error_messages={"required": _("Schrijf op welk niveau nog net goed genoeg is.")},
    )

    def __init__(self, *args: Any, scale: Scale | None = None, **kwargs: Any) -> None:
        if scale is not None:
            levels = list(scale.levels.all())
            kwargs.setdefault("initial", {}).update(
                levels="\n".join(str(level) for level in levels),
                norm=next((level.code for level in levels if level.value == scale.norm), ""),
            )
        super().__init__(*args, **kwargs)

    def clean_levels(self) -> list[LevelWords]:
        lines = [line.partition(":") for line in self.cleaned_data["levels"].split("\n") if line.strip()]
        return [LevelWords(code.strip(), meaning.strip()) for code, _colon, meaning in lines]


class ScaleForm(LevelsForm):
    name = LineField(label=_("Naam"), longest=80, error_messages={"required": _("Geef de schaal een naam.")})
    kind = forms.ChoiceField(label=_("Soort"), choices=ScaleKind, widget=forms.RadioSelect, initial=ScaleKind.LEVELS)
    field_order = ("name", "kind", "levels", "norm")


class SubjectForm(Form):
    name = LineField(label=_("Naam"), longest=80, error_messages={"required": _("Geef het een naam.")})


class ChangeSubjectForm(SubjectForm):
    is_active = forms.BooleanField(label=_("Te kiezen voor een nieuwe schouw"), required=False)


class AspectForm(Form):
    name = LineField(label=_("Naam"), longest=80, error_messages={"required": _("Geef het een naam.")})
    looks_at = LineField(
        label=_("Waar let een loper op?"),
        longest=300,
        required=False,
        help_text=_("Bijvoorbeeld: onkruid tussen de tegels en langs de stoeprand."),
    )
    season = forms.ChoiceField(label=_("Wanneer?"), choices=Season, initial=Season.ALL)


class ChangeAspectForm(AspectForm):
    is_active = forms.BooleanField(label=_("Te kiezen voor een nieuwe schouw"), required=False)


class PictureForm(Form):
    """A picture of what a level looks like."""

    level = forms.ModelChoiceField(queryset=None, label=_("Niveau"), empty_label=_("Kies een niveau"))  # type: ignore[var-annotated]
    photo = forms.FileField(
        label=_("Foto"),
        help_text=_("Een foto van het soort JPEG, PNG of WebP, hoogstens 20 MB. Zonder mensen en huisnummers."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Kies een foto.")},
    )
    alt = LineField(
        label=_("Wat is er te zien?"),
        longest=300,
        help_text=_("Voor wie de foto niet ziet. Bijvoorbeeld: stoep met veel hoog onkruid tussen de tegels."),
        error_messages={"required": _("Beschrijf in een zin wat er op de foto te zien is.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Level.objects.filter(scale__ended_at=None).select_related("scale").order_by("scale__name", "-value")
        self.fields["level"].queryset = rows  # type: ignore[attr-defined]
        self.fields["level"].label_from_instance = lambda level: f"{level.scale.name}: {level.code}"  # type: ignore[attr-defined]


class SettingsForm(Form):
    makes_signals = forms.BooleanField(
        label=_("Wat onder de norm is, wordt vanzelf een melding"),
        required=False,
        help_text=_("Zodra de schouw gelopen is. De melding gaat naar wie zulke meldingen oppakt."),
    )
    days_to_answer = forms.IntegerField(
        label=_("Werkdagen tot een bevinding beantwoord is"),
        min_value=1,
        max_value=250,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "required"), _("Vul een getal in van 1 tot en met 250.")
        ),
    )
