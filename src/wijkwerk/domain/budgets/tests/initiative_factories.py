"""Plain makers of initiatives and of the yearly award."""

from datetime import UTC, datetime

from wijkwerk.domain.budgets.models import AwardYear
from wijkwerk.domain.budgets.operations import awards, initiatives, supporting
from wijkwerk.foundation.access.policy import CLOCK, VISITOR

MONDAY = datetime(2025, 3, 3, 10, 0, tzinfo=UTC)
BY_RESIDENT = {"by": VISITOR, "at": MONDAY}
BY = {"by": CLOCK, "at": MONDAY}
BY_MAIL = {"name": "Rika Veen", "reply_by": "email", "reply_address": "rika@example.nl"}


def start(work_area, title="Moestuin achter de school", words="Samen groente kweken.", **fields):
    """What a resident sent, by its starter; nobody looked at it yet."""
    return initiatives.start(title=title, words=words, work_area=work_area, **BY_MAIL | BY_RESIDENT | fields)


def make_initiative(work_area, title="Moestuin achter de school", words="Samen groente kweken.", **fields):
    """One that everybody reads."""
    starter = start(work_area, title, words, **fields)
    return initiatives.publish(starter.initiative, public_title=title, public_words=words, shows_place=True, **BY)


def support(initiative, address="buur@example.nl", **fields):
    """Support that counts."""
    row = supporting.support(initiative, address=address, **BY_RESIDENT | fields)
    return supporting.confirm(row, **BY_RESIDENT)


def make_award(year=2025, *, work_area=None, **fields):
    """Open for nominations in all of March."""
    values = {
        "words": "Voor wie zich inzet voor de buurt.",
        "opens_at": datetime(2025, 3, 1, tzinfo=UTC),
        "closes_at": datetime(2025, 3, 31, 22, tzinfo=UTC),
    }
    award = awards.prepare(year=year, work_area=work_area, **values | fields, **BY)
    return awards.open_for_nominations(award, **BY)


def nominate(award, nominee="Dirk Mulder", why="Hij ruimt elke week het plein op.", **fields):
    values = {"name": "Rika Veen", "reply_by": "email", "reply_address": "rika@example.nl"}
    return awards.nominate(award, nominee=nominee, why=why, **values | BY_RESIDENT | fields)


def make_jury(award, *names):
    """Jurors with a link, each with what they can judge: the award stands with the jury."""
    jurors = [awards.add_juror(award, name=name, email=f"{name.lower()}@example.nl", **BY) for name in names]
    awards.to_the_jury(AwardYear.objects.get(pk=award.pk), **BY)
    return jurors
