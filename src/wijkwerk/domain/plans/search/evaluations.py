"""What can be found of evaluations: their summary, and each finding by its words."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.plans.models import Evaluation, Finding
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

EVALUATION, FINDING = "evaluation", "finding"
# Who may find which kind: by the reach of a permission. What is public everybody finds.
KINDS = {EVALUATION: Permission.PLAN_COMMENT, FINDING: Permission.PLAN_COMMENT}


def document_of(evaluation: Evaluation) -> Document:
    return Document(
        ref=ref(evaluation),
        kind=EVALUATION,
        title=evaluation.title,
        text=evaluation.summary,
        address=evaluation.get_absolute_url(),
        number=evaluation.pk,
        at=evaluation.created_at,
        area_id=evaluation.work_area_id,
        is_public=evaluation.is_adopted,
    )


def document_of_finding(finding: Finding) -> Document:
    return Document(
        ref=ref(finding),
        kind=FINDING,
        title=finding.title,
        text=finding.explanation,
        address=finding.get_absolute_url(),
        at=finding.created_at,
        area_id=finding.evaluation.work_area_id,
        is_public=finding.evaluation.is_adopted,
    )


def put_evaluation(evaluation: Evaluation) -> None:
    """Let it be found with its findings: by everybody once it is adopted, else by who talks about it."""
    findings = Finding.objects.filter(evaluation=evaluation).select_related("evaluation")
    index.put_all([document_of(evaluation), *(document_of_finding(each) for each in findings)])


def put_finding(finding: Finding) -> None:
    index.put_all([document_of_finding(finding)])


def remove(finding: Finding) -> None:
    index.remove(ref(finding))


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for evaluation in Evaluation.objects.select_related("work_area").iterator(chunk_size=500):
        yield document_of(evaluation)
    for finding in Finding.objects.select_related("evaluation").iterator(chunk_size=500):
        yield document_of_finding(finding)
