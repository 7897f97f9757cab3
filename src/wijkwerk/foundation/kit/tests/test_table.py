from dataclasses import dataclass
from html import unescape
from re import findall, sub

from django.template import Context, Template

from wijkwerk.foundation.kit.components import Column, Select, Table, link, sorting
from wijkwerk.foundation.kit.paging import Page


@dataclass
class Thing:
    pk: int
    name: str
    votes: int | None = 0


COLUMNS = [
    Column(
        "Naam", lambda thing: link(f"/dingen/{thing.pk}/", thing.name), main=True, sort="naam", order=("name", "id")
    ),
    Column("Steun {aantal}", lambda thing: thing.votes, numeric=True, sort="steun", order=("votes", "id")),
]
TWO = [Thing(1, "Bank & boom", 3), Thing(2, "<Lantaarn>", None)]


def words(html):
    return " ".join(unescape(sub(r"<[^>]*>", " ", html)).split())


def test_rows_are_written_with_their_labels_and_escaped():
    html = Template("{{ table }}").render(Context({"table": Table(COLUMNS, TWO, caption="Dingen")}))
    assert words(html) == "Dingen Naam Steun {aantal} Bank & boom 3 <Lantaarn>"
    assert findall('data-label="([^"]*)"', html) == ["Naam", "Steun {aantal}"] * 2
    assert "<Lantaarn>" not in html


def test_a_list_without_rows_says_so():
    assert words(str(Table(COLUMNS, [], caption="Dingen", empty="Er is nog niets."))) == "Er is nog niets."


def test_the_address_chooses_the_sorting(rf):
    chosen = sorting(rf.get("/?sorteer=-steun"), COLUMNS, default="naam")
    assert (chosen.word, chosen.descending, chosen.order) == ("steun", True, ("-votes", "-id"))


def test_a_sorting_that_is_not_offered_gives_the_usual_one(rf):
    assert sorting(rf.get("/?sorteer=password"), COLUMNS, default="-naam").order == ("-name", "-id")


def test_a_sorted_column_is_announced_and_turns_around_at_the_next_press(rf):
    request = rf.get("/?sorteer=naam&na=verder&wijk=3")
    html = str(
        Table(COLUMNS, TWO, caption="Dingen", request=request, sorting=sorting(request, COLUMNS, default="steun"))
    )
    assert html.count('aria-sort="ascending"') == 1
    assert 'href="?sorteer=-naam&amp;wijk=3"' in html
    assert 'href="?sorteer=steun&amp;wijk=3"' in html


def test_a_page_shows_the_way_on_and_keeps_the_filters(rf):
    table = Table(COLUMNS, Page(TWO, "straks", None), caption="Dingen", request=rf.get("/?wijk=3"))
    html = str(table)
    assert 'href="?wijk=3&amp;na=straks"' in html
    assert words(html).endswith("Volgende")


def test_a_page_past_the_end_says_so(rf):
    table = Table(COLUMNS, Page([], None, None), caption="Dingen", request=rf.get("/?na=voorbij"), empty="Leeg")
    assert words(str(table)) == "Er is niets meer op deze bladzijde."


def test_each_row_has_a_box_with_a_name_for_who_cannot_see_it():
    select = Select(value=lambda thing: thing.pk, label=lambda thing: f"Kies {thing.name}", name="ding")
    html = str(Table(COLUMNS, TWO, caption="Dingen", select=select))
    assert findall(r'name="ding" value="(\d)"', html) == ["1", "2"]
    assert "Kies &lt;Lantaarn&gt;" in html
    assert 'data-select-all="ding"' in html


def test_a_row_can_have_a_class_of_its_own():
    html = str(Table(COLUMNS, TWO, caption="Dingen", row_class=lambda thing: "late" if thing.pk == 2 else ""))
    assert findall(r'role="row" class="([a-z]*)"', html) == ["", "late"]


def test_a_list_can_be_kept():
    assert 'href="/dingen.csv"' in str(Table(COLUMNS, TWO, caption="Dingen", export="/dingen.csv"))
