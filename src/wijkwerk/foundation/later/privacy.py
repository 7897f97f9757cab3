"""What this room keeps about people."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.later.models import Job, State
from wijkwerk.foundation.tenancy import scope

LINES = [
    Line(
        model="later.Job",
        what=_("Foutmeldingen van werk op de achtergrond dat mislukte. Daarin kan een gegeven van iemand staan."),
        why=_("Om de fout te vinden en het werk alsnog te doen."),
        basis=_("Taak van algemeen belang: een werkend en veilig systeem."),
        term=_("na de laatste poging"),
        term_setting=Term(days=90, least=7, most=365),
    )
]
NO_PERSONAL_DATA = {"later.ClockSlot": "names of tasks and moments"}
BATCH = 1_000


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """The words of the error go; that the work failed stays, until somebody starts it again."""
    old = Job.objects.filter(municipality=scope.current(), state=State.DEAD, finished_at__lt=before).exclude(error="")[
        :BATCH
    ]
    return Job.objects.filter(pk__in=[job.pk for job in old]).update(error="")
