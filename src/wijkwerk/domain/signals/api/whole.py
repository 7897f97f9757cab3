"""One signal with what goes with it, as documents."""

from __future__ import annotations

from collections.abc import Iterable

from wijkwerk.domain.signals.api import documents, words
from wijkwerk.domain.signals.models import Message
from wijkwerk.domain.thread.models import Answer


def answer_document(answer: Answer | None) -> documents.Answer | None:
    """The answer that stands, with its conditions."""
    if answer is None:
        return None
    conditions = [
        documents.Condition(
            number=each.pk,
            kind=words.CONDITIONS[each.kind],
            what=each.what,
            from_whom=each.from_whom,
            by_when=each.by_when,
            state=words.CONDITION_STATES[each.state],
        )
        for each in answer.conditions.all()
    ]
    return documents.Answer(
        verdict=words.VERDICTS[answer.verdict], reason=answer.reason, given_at=answer.given_at, conditions=conditions
    )


def message_documents(messages: Iterable[Message]) -> list[documents.Message]:
    return [message_document(each) for each in messages]


def message_document(message: Message) -> documents.Message:
    return documents.Message(
        number=message.pk,
        direction=words.DIRECTIONS[message.direction],
        text=message.text,
        is_question=message.is_question,
        at=message.at,
    )
