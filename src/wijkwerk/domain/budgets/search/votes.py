"""Vote rounds as everybody finds them: by their name, who votes, and what there is to choose.

What is still being prepared cannot be searched for.
"""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.budgets.models import VoteRound, VoteState
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

VOTE_ROUND = "vote_round"
KINDS = {VOTE_ROUND: Permission.VOTE_VIEW}


def document_of(vote_round: VoteRound) -> Document:
    projects = vote_round.projects.values_list("title", "place")
    words = [vote_round.words, vote_round.who, *(word for project in projects for word in project)]
    return Document(
        ref=ref(vote_round),
        kind=VOTE_ROUND,
        title=vote_round.name,
        text=" ".join(filter(None, words)),
        address=vote_round.public_address,
        at=vote_round.opened_at or vote_round.created_at,
        is_public=True,
    )


def put(vote_round: VoteRound) -> None:
    index.put_all([document_of(vote_round)])


def documents() -> Iterator[Document]:
    for vote_round in VoteRound.objects.exclude(state=VoteState.DRAFT).iterator(chunk_size=500):
        yield document_of(vote_round)
