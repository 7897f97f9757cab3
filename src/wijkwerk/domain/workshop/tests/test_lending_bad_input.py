"""Numbers that no database holds and characters that no text has, at every address of lending."""

import pytest

from wijkwerk.domain.workshop.tests.factories import make_kind, make_kit, make_tool, sign_in
from wijkwerk.domain.workshop.urls.lending import urlpatterns

HUGE = "9" * 30
BAD = ("\x00a", HUGE, "-1", "🔨" * 300)
FIELDS = (
    "zoek", "groep", "stand", "op", "na", "sorteer", "welke", "wie", "inwoner", "wat", "code", "nieuw", "name",
    "thing", "number", "from_on", "from_time", "until_on", "until_time", "client_key", "kijk", "missing_parts",
    "in_note", "out_note", "override_because", "state", "because", "outcome", "on", "inspected_by", "tools", "missing",
    "there_again", "loan_days", "contribution_cents", "stock", "photo", "note", "shelf", "bought_on",
)  # fmt: skip


def places(workshop, tool, kit):
    """Every address of lending, with numbers that exist and with one that none holds."""
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        for workshop_number, number in ((workshop.pk, tool.pk), (HUGE, HUGE)):
            address = route.replace("<int:workshop>", str(workshop_number)).replace("<int:version>", "1")
            yield f"/{address.replace('<int:pk>', str(number)).replace('<slug:size>', 'small')}"


@pytest.mark.parametrize("bad", BAD)
def test_every_address_of_lending_answers_whatever_is_sent(client, workshop, host, bad):
    sign_in(client, host)
    tool = make_tool(make_kind(workshop, parts="Snoer"), "T-1")
    kit = make_kit(workshop, tool)
    client.raise_request_exception = False
    values = dict.fromkeys(FIELDS, bad)
    wrong = [
        f"{method} {address}: {answer.status_code}"
        for address in places(workshop, tool, kit)
        for method, answer in (("GET", client.get(address, values)), ("POST", client.post(address, values)))
        if answer.status_code >= 500
    ]
    assert wrong == []
