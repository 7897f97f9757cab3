"""What is kept of applicants goes by its term, and not before all that came of the application is over."""

from datetime import timedelta

import pytest

from wijkwerk.domain.budgets.models import Application, ApplicationMessage, ApplicationPhoto, Decision, Grant
from wijkwerk.domain.budgets.operations import applications, completing
from wijkwerk.domain.budgets.privacy import LINES, erase
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import BY, TUESDAY, make_fund, make_pot, make_rules
from wijkwerk.domain.signals.tests.factories import photo_file
from wijkwerk.foundation.access.policy import VISITOR

LATER = TUESDAY + timedelta(days=1)
OF = {line.key: line for line in LINES if line.model.startswith("budgets.Application")}


def go(key, before=LATER):
    return erase(OF[f"budgets.application{key}"], before=before, at=LATER)


@pytest.fixture
def application(municipality, maarswold):
    fund = make_fund()
    make_rules(fund)
    application = make_application(fund, maarswold)
    applications.add_file(application, photo_file(), **BY)
    completing.complete(application, text="Belt u mij?", by=VISITOR, at=TUESDAY)
    application.refresh_from_db()
    return application


def rows():
    return [
        Application.objects.exclude(applicant_name="").count(),
        ApplicationMessage.objects.count(),
        ApplicationPhoto.objects.count(),
    ]


def erase_all(before=LATER):
    return [go(key, before) for key in (".applicant", "message", "photo")]


def test_who_asks_is_kept_while_it_is_handled(application):
    assert erase_all() == [0, 0, 0]


def test_who_asked_goes_by_the_term_after_it_ended(application):
    applications.withdraw(application, by=VISITOR, at=TUESDAY)
    assert (erase_all(before=TUESDAY), rows()) == ([0, 0, 0], [1, 1, 1])
    assert (erase_all(), rows()) == ([1, 1, 1], [0, 0, 0])
    assert erase_all() == [0, 0, 0]
    application.refresh_from_db()
    assert (application.reply_address, application.title) == ("", "Buurtbarbecue aan de Brugstraat")


def test_who_was_granted_money_is_kept_until_the_grant_is_over(application):
    applications.close_as_decided(application, at=TUESDAY, ends_link=False)
    pot = make_pot(application.fund)
    decision = Decision.objects.create(
        application=application, outcome="yes", amount_cents=1, pot=pot, prepared_at=TUESDAY
    )
    grant = Grant.objects.create(
        decision=decision, application=application, pot=pot, amount_cents=1, granted_at=TUESDAY
    )
    assert erase_all() == [0, 0, 0]
    Grant.objects.filter(pk=grant.pk).update(state="closed", ended_at=TUESDAY)
    assert erase_all() == [1, 1, 1]


def test_a_draft_that_nobody_sent_goes_with_its_photos(municipality):
    draft = applications.start(at=TUESDAY)
    applications.keep_typed(draft, step="over-u", typed={"applicant_name": "Rika"}, at=TUESDAY)
    applications.add_file(draft, photo_file(), **BY)
    assert [go(".draft", TUESDAY), go(".draft")] == [0, 1]
    assert (Application.objects.count(), ApplicationPhoto.objects.count()) == (0, 0)
