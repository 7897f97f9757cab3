"""What this room keeps about people."""

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.personal_data import Line

LINES = [
    Line(
        model="search.Entry",
        what=_("Losse woorden uit meldingen en andere teksten, op alfabet, en de titel."),
        why=_("Om een melding of project terug te vinden."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("Wie iets meldt of beschrijft."),
        term=_("Verdwijnt samen met de melding of het project zelf."),
    )
]
