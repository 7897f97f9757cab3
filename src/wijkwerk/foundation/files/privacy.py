"""What this room keeps about people."""

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.personal_data import Line

LINES = [
    Line(
        model="files.Photo",
        what=_(
            "Foto's en papieren die bij een melding, bezoek of aanvraag zijn gestuurd. Plaats, tijd en toestel halen "
            "wij uit het bestand. Een PDF bewaren wij als foto's van de bladzijden."
        ),
        why=_("Om te zien wat er aan de hand is, of wat er wordt gevraagd en betaald."),
        basis=_("Taak van algemeen belang (AVG, artikel 6 lid 1 e)"),
        from_whom=_("Wie een foto meestuurt, en soms wie er op de foto staat. Herkenbare delen maken wij zwart."),
        term=_("Even lang als dat waar de foto bij hoort."),
    )
]
