"""Who takes part in a series, as those who can be told."""

from __future__ import annotations

from django.db.models import Q

from wijkwerk.domain.meetings.models import Feed, Member, Series
from wijkwerk.domain.people.models import Assignment, Organisation, Person
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock


def members_of(series: Series) -> list[Member]:
    return list(Member.objects.filter(series=series).select_related("person", "organisation").order_by("-leads", "id"))


def word_for(member: Member) -> str:
    """As it stands on a page: a name, or the role in the municipality's own words."""
    if member.role:
        return policy.name_of(Role(member.role))
    return str(member.person or member.organisation)


def parties_of(series: Series) -> list[Person | Organisation]:
    """Each person and organisation once; of a role, who holds it today in the areas of the series."""
    found: dict[tuple[str, int], Person | Organisation] = {}
    for member in members_of(series):
        if member.person is not None and member.person.is_active:
            found["person", member.person.pk] = member.person
        if member.organisation is not None:
            found["organisation", member.organisation.pk] = member.organisation
        if member.role:
            held = Assignment.objects.on(clock.today()).filter(role=member.role, person__is_active=True)
            if not series.is_wide:
                held = held.filter(Q(work_area=None) | Q(work_area__in=series.work_areas.all()))
            for row in held.select_related("person"):
                found["person", row.person_id] = row.person
    return list(found.values())


def feed_of(person: Person) -> Feed | None:
    found: Feed | None = Feed.objects.filter(person=person).first()
    return found


def feed_by_key(key: str) -> Feed:
    """The link of somebody who still works here; one that was renewed is nobody's."""
    found: Feed = Feed.objects.select_related("person").get(link_key=key, person__is_active=True)
    return found
