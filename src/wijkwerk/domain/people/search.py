"""What can be found of people: organisations and who works in the open by everybody, others by who sees them all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from wijkwerk.domain.people import queries
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

ORGANISATION, PERSON = "organisation", "person"
# Who may find which kind: by the reach of a permission. What is public everybody finds.
KINDS = {ORGANISATION: Permission.TEAM_VIEW, PERSON: Permission.PEOPLE_VIEW}
_LONG_AGO = datetime.combine(date(2000, 1, 1), time(), UTC)  # a name is not news: things that happened come first


def put_person(person: Person) -> None:
    """Let somebody be found as they are now; who left is found no more, who is not listed never."""
    if person.is_active and person.is_listed:
        index.put_all([_person(person, queries.people_shown_to_all(on=clock.today(), among=[person.pk]))])
    else:
        index.remove(ref(person))


def put_organisation(organisation: Organisation) -> None:
    if organisation.is_active:
        index.put_all([_organisation(organisation)])
    else:
        index.remove(ref(organisation))


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    shown = queries.people_shown_to_all(on=clock.today())
    for person in queries.people().iterator(chunk_size=500):
        yield _person(person, shown)
    for organisation in Organisation.objects.active().iterator(chunk_size=500):
        yield _organisation(organisation)


def _person(person: Person, shown: set[int]) -> Document:
    return Document(
        ref=ref(person),
        kind=PERSON,
        title=person.name,
        text=" ".join(filter(None, [person.function, person.organisation.name if person.organisation else ""])),
        at=_LONG_AGO,
        address=person.get_absolute_url(),
        is_public=person.pk in shown,
    )


def _organisation(organisation: Organisation) -> Document:
    return Document(
        ref=ref(organisation),
        kind=ORGANISATION,
        title=organisation.name,
        text=f"{organisation.get_kind_display()} {organisation.about}",
        at=_LONG_AGO,
        address=organisation.get_absolute_url(),
        is_public=True,
    )
