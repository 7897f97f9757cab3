"""Forms: they turn words into values and say what is wrong with a field. Whether a deed is allowed they do not know."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit import controls, text


class Renderer(DjangoTemplates):
    """Forms, fields and error lists in our own look."""

    form_template_name = "kit/form.html"
    field_template_name = "kit/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        return controls.draw(template_name, context) or mark_safe(super().render(template_name, context, request))


class Form(forms.Form):
    """A form that says why it asks about a person (`purpose`), wherever it does."""

    purpose: ClassVar[str | Promise] = ""
    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, under the names that the operation gives its arguments."""
        return self.cleaned_data


class OnceForm(Form):
    """A form that may be sent twice and counts once."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


class VersionForm(Form):
    """A form about what somebody else may change meanwhile: it brings along the version that the person saw."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class _MeasuredField(forms.CharField):
    """Says how long a text is that is too long; keeps what was typed."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        self.longest = longest
        kwargs.setdefault("strip", False)
        super().__init__(**kwargs)

    def clean_words(self, value: str) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> str:
        words = self.clean_words(str(value)) if value not in self.empty_values else ""
        if len(words) > self.longest:
            raise forms.ValidationError(
                _("Deze tekst is te lang: %(length)s tekens. Er passen %(longest)s tekens. Maak de tekst korter."),
                code="too_long",
                params={
                    "length": f"{len(words):,}".replace(",", "."),
                    "longest": f"{self.longest:,}".replace(",", "."),
                },
            )
        return words


class TextField(_MeasuredField):
    """Several lines of text."""

    widget = forms.Textarea

    def __init__(self, *, longest: int = text.STORY, **kwargs: Any) -> None:
        super().__init__(longest=longest, **kwargs)

    def clean_words(self, value: str) -> str:
        return text.clean_text(value)


class LineField(_MeasuredField):
    """One line of text."""

    def __init__(self, *, longest: int = text.SENTENCE, **kwargs: Any) -> None:
        super().__init__(longest=longest, **kwargs)

    def clean_words(self, value: str) -> str:
        return text.one_line(value)


class DayField(forms.DateField):
    """A day, with the picker that the browser has; typed as the Dutch write it where there is none."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid": _("Dit is geen datum. Schrijf de datum als 31-12-2026.")}
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"], **kwargs)


class TimeField(forms.TimeField):
    """A time of the day, with the picker that the browser has; typed as the Dutch write it where there is none."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid": _("Dit is geen tijd. Schrijf de tijd als 09:30.")}
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)


def choice(label: Any, *, required: bool = False, nothing: Any = "–", **kwargs: Any) -> Any:
    """One of rows that the form looks up when it is made."""
    return forms.ModelChoiceField(None, label=label, required=required, empty_label=nothing, **kwargs)


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos at once; whether each is one, the operation says."""

    widget = _SeveralFiles(attrs={"accept": "image/*", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        files = data if isinstance(data, list | tuple) else [data]
        return [file for file in files if file]


class PapersField(PhotosField):
    """Several photos of papers, and papers as a PDF."""

    widget = _SeveralFiles(attrs={"accept": "image/*,application/pdf", "multiple": True})


NO_NAMES = _("Noem geen namen, adressen of andere gegevens van bewoners.")  # beside a field of words


class YearField(forms.IntegerField):
    """A year in four figures; one with two is asked back, not taken for the first century."""

    message = _("Schrijf het jaar in vier cijfers, bijvoorbeeld 2027.")

    def __init__(self, *, first: int = 1990, last: int = 2100, **kwargs: Any) -> None:
        told = dict.fromkeys(("invalid", "min_value", "max_value"), self.message) | {"required": _("Vul een jaar in.")}
        super().__init__(
            min_value=first, max_value=last, error_messages=told | kwargs.pop("error_messages", {}), **kwargs
        )


class ThingsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no argument when it runs
    """Several things by their numbers; a number that no database holds is no choice."""

    def clean(self, value: Any) -> Any:
        for number in value if isinstance(value, list | tuple) else ():
            if len(str(number)) > 18:
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": str(number)[:18]})
        return super().clean(value)
