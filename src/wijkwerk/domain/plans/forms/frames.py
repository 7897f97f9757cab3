"""What somebody fills in about frames to assess by, and in them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.forms.visions import VersionedForm
from wijkwerk.domain.plans.models import Assessment, AssessmentFrame, Beacon
from wijkwerk.domain.plans.queries import frames as queries
from wijkwerk.foundation.kit.forms import NO_NAMES, DayField, Form, LineField, TextField


class FrameForm(VersionedForm):
    """A frame of the municipality's own: its beacons and the words of its scale."""

    title = LineField(
        label=_("Naam van het kader"), longest=120, error_messages={"required": _("Geef het kader een naam.")}
    )
    intro = TextField(label=_("Inleiding"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    beacons = TextField(
        label=_("Bakens"),
        help_text=_("Elk baken op een eigen regel. Wilt u er uitleg bij? Schrijf die na een streep: baken | uitleg."),
        longest=8_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Schrijf ten minste één baken op.")},
    )
    labels = TextField(
        label=_("Woorden van de schaal"),
        help_text=_(
            "Elk woord op een eigen regel, van niet tot helemaal. Leeg: nog niet, een beetje, grotendeels, helemaal."
        ),
        longest=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_beacons(self) -> list[tuple[str, str]]:
        rows = [line.partition("|") for line in self.cleaned_data["beacons"].split("\n") if line.strip()]
        return [(title.strip(), explanation.strip()) for title, _bar, explanation in rows]

    def clean_labels(self) -> list[str]:
        return [line for line in self.cleaned_data["labels"].split("\n") if line.strip()]

    @classmethod
    def initial_of(cls, frame: AssessmentFrame) -> dict[str, Any]:
        beacons = [
            f"{each.title} | {each.explanation}" if each.explanation else each.title for each in frame.beacons.all()
        ]
        return {
            "title": frame.title,
            "intro": frame.intro,
            "beacons": "\n".join(beacons),
            "labels": "\n".join(frame.labels),
            "version": frame.version,
        }


class ChooseFrameForm(Form):
    """By which frame to assess."""

    kader = forms.ModelChoiceField(queryset=None, label=_("Toetsen met welk kader?"), empty_label=_("Kies een kader"))  # type: ignore[var-annotated]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kader"].queryset = queries.frames_in_use()  # type: ignore[attr-defined]


class AssessForm(VersionedForm):
    """A frame filled in: for each beacon a step on the scale and words."""

    assessed_on = DayField(label=_("Op welke dag is getoetst?"))
    filled_in_by = LineField(
        label=_("Met wie is dit ingevuld?"),
        help_text=_("Organisaties of functies, geen namen. Bijvoorbeeld: wijkraad, welzijnswerk en wijkregisseur."),
        error_messages={"required": _("Schrijf op met wie dit is ingevuld.")},
    )
    conclusion = TextField(
        label=_("Conclusie"), help_text=NO_NAMES, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, frame: AssessmentFrame, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beacons: list[Beacon] = list(frame.beacons.order_by("number"))
        steps = [("", _("Niet van toepassing")), *((str(number), word) for number, word in enumerate(frame.labels, 1))]
        for beacon in self.beacons:
            self.fields[f"score-{beacon.pk}"] = forms.ChoiceField(
                label=f"{beacon.number}. {beacon.title}",
                help_text=beacon.explanation,
                choices=steps,
                required=False,
                error_messages={"invalid_choice": _("Kies een van de woorden.")},
            )
            self.fields[f"words-{beacon.pk}"] = LineField(label=_("Waaruit blijkt dat?"), longest=1_000, required=False)
        self.order_fields(["version", *self._of_beacons(), "assessed_on", "filled_in_by", "conclusion"])

    def _of_beacons(self) -> list[str]:
        return [f"{name}-{beacon.pk}" for beacon in self.beacons for name in ("score", "words")]

    @property
    def values(self) -> dict[str, Any]:
        """Under the names of the operation."""
        values = self.cleaned_data
        marks = {
            beacon.pk: (
                int(values[f"score-{beacon.pk}"]) if values[f"score-{beacon.pk}"] else None,
                values[f"words-{beacon.pk}"],
            )
            for beacon in self.beacons
        }
        return {
            "marks": marks,
            "assessed_on": values["assessed_on"],
            "filled_in_by": values["filled_in_by"],
            "conclusion": values["conclusion"],
        }

    @classmethod
    def initial_of(cls, assessment: Assessment) -> dict[str, Any]:
        values: dict[str, Any] = {name: getattr(assessment, name) for name in cls.base_fields}
        for line in queries.lines_of(assessment):
            values[f"score-{line.beacon.pk}"] = str(line.score) if line.score is not None else ""
            values[f"words-{line.beacon.pk}"] = line.words
        return values
