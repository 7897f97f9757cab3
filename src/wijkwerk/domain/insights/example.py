"""The experiment of the note of 2012: welfare in a new way, in Musselkanaal; what was learnt is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import transaction

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.insights import operations
from wijkwerk.domain.insights.models import Experiment, Outcome
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock

BEGUN_AT = datetime(2012, 5, 14, 9, 0, tzinfo=UTC)
DECIDED_AT = datetime(2014, 1, 21, 9, 0, tzinfo=UTC)


@transaction.atomic
def make_example_insights(*, at: datetime) -> None:
    """Make it once; again is harmless."""
    if Experiment.objects.exists():
        return
    today = clock.dutch(at).date()
    where = {area.name: area for area in areas.work_areas(today)}
    if "Musselkanaal" not in where:
        return
    pilot = operations.begin_experiment(
        title="Pilot welzijn nieuwe stijl (wns)",
        tries="Een loket in de buurt waar inwoners met elke vraag terechtkunnen. Wie er werkt, zoekt eerst de vraag "
        "achter de vraag, en kijkt wat iemand zelf en met de buren kan.",
        why="Hulp is nu verdeeld over veel loketten. Mensen vertellen hun verhaal vaak meer dan één keer.",
        measures="Hoeveel mensen komen er, hoe vaak is één gesprek genoeg, en wat vinden zij ervan?",
        work_areas=[where["Musselkanaal"]],
        from_on=date(2012, 5, 1),
        until_on=date(2013, 12, 31),
        organisation=Organisation.objects.filter(name="Welzijn Samen Verder").first(),
        items=list(AgendaItem.objects.filter(agenda__work_area=where["Musselkanaal"], title__startswith="Proef")),
        by=CLOCK,
        at=BEGUN_AT,
    )
    for on, words in (
        (date(2012, 6, 29), "In de eerste twee maanden kwamen vooral mensen die al bekend waren bij het welzijnswerk."),
        (date(2012, 10, 5), "Sinds het loket naast de winkel zit, komen er ook mensen die wij niet kenden."),
    ):
        operations.note_seen(pilot, on=on, text=words, by=CLOCK, at=DECIDED_AT)
    operations.decide(
        pilot,
        outcome=Outcome.ORDINARY,
        learnt="De plek maakt het verschil: naast de winkel kwamen er drie keer zo veel mensen als in het kantoor.",
        because="Het loket naast de winkel blijft. Andere wijken kunnen er een krijgen als zij erom vragen.",
        decided_on=date(2014, 1, 21),
        by=CLOCK,
        at=DECIDED_AT,
    )
    if "Parkwijk" in where:
        operations.begin_experiment(
            title="Antwoord aan de deur",
            tries="Wie een melding deed in de eigen straat, krijgt het antwoord aan de deur in plaats van per e-mail.",
            why="Een nee wordt beter begrepen in een gesprek.",
            measures="Hoe vaak zegt iemand daarna dat het geholpen is?",
            work_areas=[where["Parkwijk"]],
            from_on=date(today.year, today.month, 1),
            by=CLOCK,
            at=at,
        )
