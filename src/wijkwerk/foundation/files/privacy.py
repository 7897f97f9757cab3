"""What this room keeps about people."""

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.personal_data import Line

LINES = [
    Line(
        model="files.Photo",
        what=_("Foto's die bij een melding of bezoek zijn gemaakt. Plaats, tijd en toestel halen wij uit het bestand."),
        why=_("Om te zien wat er buiten aan de hand is."),
        basis=_("Taak van algemeen belang (AVG, artikel 6 lid 1 e)"),
        from_whom=_("Wie een foto meestuurt, en soms wie er op de foto staat. Herkenbare delen maken wij zwart."),
        term=_("Even lang als de melding waar de foto bij hoort."),
    )
]
