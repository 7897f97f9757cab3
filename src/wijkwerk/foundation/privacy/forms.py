"""What an administrator fills in about privacy."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.privacy.register import TermLine


class TermForm(Form):
    """How many days; whether that may be is the operation's."""

    days = forms.IntegerField(label=gettext_lazy("Hoeveel dagen bewaren wij dit?"))

    def __init__(self, term_line: TermLine, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        term = term_line.term
        self.fields["days"].help_text = _(
            "Kies een getal van %(least)s tot en met %(most)s. Gewoonlijk is het %(days)s dagen."
        ) % {"least": term.least, "most": term.most, "days": term.days}
