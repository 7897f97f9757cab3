"""What goes after its term, line by line, and what stays."""

from datetime import timedelta

import pytest

from wijkwerk.domain.budgets.models import HelpOffer, HelpWanted, Initiative, InitiativePhoto, Juror, Starter, Support
from wijkwerk.domain.budgets.operations import awards, helping, initiatives, supporting
from wijkwerk.domain.budgets.privacy import initiatives as privacy
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.tests.initiative_factories import (
    BY,
    BY_RESIDENT,
    MONDAY,
    make_award,
    make_initiative,
    start,
    support,
)
from wijkwerk.domain.signals.tests.factories import photo_file

LATER = MONDAY + timedelta(days=1)
LINES = {line.key: line for line in privacy.LINES}


def erased(key, before=LATER):
    """What went the first time and the second."""
    return [privacy.erase(LINES[key], before=before, at=LATER) for _ in range(2)]


@pytest.fixture
def ended(maarswold):
    initiative = make_initiative(maarswold, words="Samen.")
    support(initiative, wants_news=True)
    initiatives.add_photos(initiative, [photo_file()], **BY_RESIDENT)
    wanted = helping.ask_help(initiative, words="Bel buurman Jan.", **BY_RESIDENT)
    helping.publish_words(wanted, public_words="Wie helpt?", **BY)
    helping.ask_help(initiative, words="Nooit geplaatst.", **BY_RESIDENT)
    helping.offer_help(initiative, name="Wim", reply_by="phone", reply_address="0599 123456", **BY_RESIDENT)
    initiatives.change(initiative, title="Van Rika", words="Ik ben Rika.", work_area=maarswold, **BY_RESIDENT)
    return initiatives.move(initiative, state="done", **BY_RESIDENT)


def test_what_goes_on_keeps_its_starter(maarswold):
    make_initiative(maarswold)
    assert erased("budgets.starter") == [0, 0]


def test_after_the_end_the_starter_and_the_words_as_typed_go_and_what_everybody_reads_stays(ended):
    assert [erased(key) for key in ("budgets.starter", "budgets.initiative", "budgets.helpwanted")] == [
        [1, 0],
        [1, 0],
        [2, 0],
    ]
    row = Initiative.objects.get()
    assert (row.title, row.words, row.public_words) == ("Moestuin achter de school", "Samen.", "Samen.")
    assert [each.words for each in HelpWanted.objects.all()] == ["Wie helpt?"]
    assert (Starter.objects.get().name, Starter.objects.get().reply_address) == ("", "")


def test_after_the_end_nobody_needs_news_and_the_support_stays(ended):
    assert erased("budgets.support.news") == [1, 0]
    assert (Support.objects.get().address, queries.supporters_of(ended)) == ("", 1)


def test_photos_go_with_their_files(ended):
    assert erased("budgets.initiativephoto") == [1, 0]
    assert InitiativePhoto.objects.count() == 0


def test_offers_and_support_that_nobody_confirmed_go_by_themselves(maarswold):
    initiative = make_initiative(maarswold)
    supporting.support(initiative, address="buur@example.nl", **BY_RESIDENT)
    helping.offer_help(initiative, name="Wim", reply_by="phone", reply_address="0599 123456", **BY_RESIDENT)
    assert (erased("budgets.helpoffer"), erased("budgets.support.unconfirmed")) == ([1, 0], [1, 0])
    assert (HelpOffer.objects.count(), Support.objects.count()) == (0, 0)


def test_what_never_became_public_and_lay_still_forgets_its_starter(maarswold):
    start(maarswold)
    assert (erased("budgets.starter", before=MONDAY), erased("budgets.starter")) == ([0, 0], [1, 0])


def test_what_was_merged_keeps_its_starter_as_long_as_it_goes_on(maarswold):
    one, other = make_initiative(maarswold), make_initiative(maarswold, "Tuin")
    initiatives.merge(other, into=one, **BY)
    assert erased("budgets.starter") == [0, 0]
    initiatives.move(one, state="done", **BY_RESIDENT)
    assert erased("budgets.starter") == [2, 0]


def test_jurors_go_after_the_award(municipality):
    award = make_award()
    awards.add_juror(award, name="Anke", email="anke@example.nl", **BY)
    later = award.closes_at + timedelta(days=1)
    assert erased("budgets.juror", before=later) == [0, 0]
    awards.cancel(award, reason="Te weinig.", **BY)
    assert erased("budgets.juror", before=later) == [1, 0]
    assert Juror.objects.count() == 0


def test_every_line_with_a_term_is_carried_out(municipality):
    assert [
        key for key, line in LINES.items() if line.term_setting and privacy.erase(line, before=MONDAY, at=LATER)
    ] == []
