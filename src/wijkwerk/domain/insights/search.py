"""What can be found of insights: experiments, by everybody."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.insights.models import Experiment
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

EXPERIMENT = "experiment"
KINDS = {EXPERIMENT: Permission.EXPERIMENT_VIEW}


def document_of(one: Experiment) -> Document:
    return Document(
        ref=ref(one),
        kind=EXPERIMENT,
        title=one.title,
        text=f"{one.tries} {one.why} {one.learnt}",
        address=one.get_absolute_url(),
        at=one.created_at,
        is_public=True,
    )


def put(one: Experiment) -> None:
    index.put_all([document_of(one)])


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for one in Experiment.objects.iterator(chunk_size=500):
        yield document_of(one)
