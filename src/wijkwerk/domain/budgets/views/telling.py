"""Telling what became of the money: one form, by who got it with their link, or typed from paper by somebody of staff.

What is typed is kept first, piece by piece, and then looked at: a photo that is too large never costs a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wijkwerk.domain.budgets.forms.justifications import (
    BLANK_ROWS,
    ReceiptForm,
    StoryForm,
    StoryPhotoForm,
    photo_start,
    receipt_start,
    story_start,
)
from wijkwerk.domain.budgets.models import CostLine, Grant, Justification, Receipt, StoryPhoto
from wijkwerk.domain.budgets.operations import justifications as operations
from wijkwerk.domain.budgets.queries import claims
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in

TEMPLATE = "budgets/justifications/tell.html"


@dataclass(frozen=True)
class Ways:
    """The addresses of the page: by the link of who got the money, or by number for staff."""

    prefix: str  # of the names of the addresses
    key: str | int

    def to(self, name: str, *more: Any) -> str:
        return reverse(f"budgets:{name}_{self.prefix}", args=[self.key, *more])

    @property
    def keep(self) -> str:
        return self.to("keep_justification")

    @property
    def hand_in(self) -> str:
        return self.to("hand_in_justification")


def own_ways(told: Justification) -> Ways:
    return Ways("own", told.grant.application.link_key)


def staff_ways(told: Justification) -> Ways:
    return Ways("paper", told.pk)


@dataclass
class Row:
    """A receipt on the page, kept or still blank."""

    form: ReceiptForm
    receipt: Receipt | None = None
    remove: str = ""
    picture: str = ""


@dataclass
class PhotoRow:
    form: StoryPhotoForm
    photo: StoryPhoto
    remove: str = ""
    picture: str = ""


@dataclass
class Typed:
    """The whole page as it was sent, or as it stands."""

    told: Justification
    story: StoryForm
    rows: list[Row] = field(default_factory=list)
    photos: list[PhotoRow] = field(default_factory=list)

    @property
    def row_forms(self) -> list[Form]:
        return [*(row.form for row in self.rows), *(row.form for row in self.photos)]

    @property
    def is_right(self) -> bool:
        return not any(form.errors for form in [self.story, *self.row_forms])

    @property
    def kept_rows(self) -> list[Row]:
        return [row for row in self.rows if row.receipt is not None]

    @property
    def total_cents(self) -> int:
        return queries.total_of(row.receipt for row in self.rows if row.receipt is not None)


def as_it_stands(told: Justification) -> Typed:
    """The page as it was kept."""
    typed = Typed(told, StoryForm(initial=story_start(told), asked=queries.asked_of(told.grant)))
    _add_rows(typed, {}, {})
    return typed


def keep(request: HttpRequest, told: Justification) -> Typed:
    """Keep all that was sent; what is wrong with a piece stands beside it, and the rest is kept all the same."""
    actor, at = policy.actor_of(request), clock.now()
    story = StoryForm(request.POST, request.FILES, asked=queries.asked_of(told.grant))
    story.is_valid()
    _keep_story(told, story, actor, at)
    errors = _keep_receipts(request, told, actor, at)
    _keep_photos(request, told, story, actor, at)
    typed = Typed(queries.justification(told.pk), story)
    _add_rows(typed, *errors)
    return typed


def hand_in(request: HttpRequest, told: Justification) -> Typed:
    """Keep it, and when nothing is wrong with it, hand it in."""
    typed = keep(request, told)
    if typed.is_right:
        with refusals_shown_in(typed.story):
            operations.hand_in(typed.told, by=policy.actor_of(request), at=clock.now())
    return typed


def page(request: HttpRequest, typed: Typed, ways: Ways) -> HttpResponse:
    told = typed.told
    for row in typed.kept_rows:
        assert row.receipt is not None
        row.remove = ways.to("remove_receipt", row.receipt.pk)
        if row.receipt.photo_id is not None:
            row.picture = ways.to("receipt_photo", row.receipt.pk, "small")
    for each in typed.photos:
        each.remove = ways.to("remove_story_photo", each.photo.pk)
        each.picture = ways.to("story_photo", each.photo.pk, "small")
    is_wrong = typed.story.is_bound and not typed.is_right
    values = {
        "typed": typed,
        "told": told,
        "grant": told.grant,
        "application": told.grant.application,
        "asked": queries.asked_of(told.grant),
        "form": typed.story,
        "ways": ways,
        "is_own": ways.prefix == "own",
        **(to_pay_back(told.grant) if ways.prefix == "own" else {}),
        "today": clock.today(),
    }
    status = 422 if is_wrong and request.htmx else 200  # type: ignore[attr-defined]
    return render(request, TEMPLATE, values, status=status)


def to_pay_back(grant: Grant | None) -> dict[str, Any]:
    """What has to come back, and to where: for every page that the link of who got the money opens."""
    found = claims.claims_of(grant) if grant is not None else []
    return {"claims": found, "pay_to": claims.account_to_pay_to() if found else None}


# ── Keeping it piece by piece ──────────────────────────────────────────────────────────────────────────────────────
def _keep_story(told: Justification, story: StoryForm, actor: policy.Actor, at: datetime) -> None:
    values = story.cleaned_data
    operations.keep(
        told,
        words=values.get("told"),
        people=values.get("people"),
        spent_cents=values.get("spent_cents"),
        spent_typed=story.spent_typed,
        why_no_receipts=values.get("why_no_receipts") or "",
        may_publish_story=bool(values.get("may_publish_story")),
        by=actor,
        at=at,
    )


Errors = dict[Any, dict[str, str]]


def _keep_receipts(
    request: HttpRequest, told: Justification, actor: policy.Actor, at: datetime
) -> tuple[Errors, Mapping[str, ReceiptForm]]:
    """What could not be kept of receipts that stand, by their number; and blank rows of which nothing could."""
    errors: Errors = {}
    left: dict[str, ReceiptForm] = {}
    lines = _lines(told)
    for receipt in queries.receipts_of(told):
        form = ReceiptForm(request.POST, request.FILES, prefix=_prefix(receipt), lines=lines)
        if form.add_prefix("words") in request.POST:
            form.is_valid()
            _keep_receipt(told, receipt, form, errors, actor, at)
    for number in range(BLANK_ROWS):
        form = ReceiptForm(request.POST, request.FILES, prefix=f"nieuw-{number}", lines=lines)
        form.is_valid()
        if form.is_blank:
            continue
        kept = _keep_receipt(told, None, form, errors, actor, at)
        if kept is None:
            left[f"nieuw-{number}"] = form
    return errors, left


def _keep_receipt(
    told: Justification,
    receipt: Receipt | None,
    form: ReceiptForm,
    errors: Errors,
    actor: policy.Actor,
    at: datetime,
) -> Receipt | None:
    """With its photo; without it when that is refused, so that words and amount stay."""
    photo, values = form.cleaned_data.get("photo"), form.values
    wrong: dict[str, str] = {}

    def put(upload: Any) -> Receipt | None:
        if receipt is not None:
            changed = {"cost_line": receipt.cost_line} | values
            if upload is None and all(getattr(receipt, name) == value for name, value in changed.items()):
                return receipt  # as it stands
            return operations.change_receipt(receipt, **changed, upload=upload, by=actor, at=at)
        if upload is None and not (values["words"] or values["typed"] or values["cents"] is not None):
            return None
        key = form.cleaned_data.get("key")
        return operations.add_receipt(told, **values, upload=upload, client_key=key, by=actor, at=at)

    try:
        kept = put(files.one_picture_of(photo) if photo is not None else None)
    except Refusal as refusal:
        wrong["photo" if refusal.about_field == "photo" else "words"] = refusal.words
        kept = put(None) if refusal.about_field == "photo" else None
    if kept is not None:
        errors.setdefault(kept.pk, {}).update(wrong)
    else:
        for name, words in wrong.items():
            form.add_error(name, words)
    return kept


def _keep_photos(
    request: HttpRequest, told: Justification, story: StoryForm, actor: policy.Actor, at: datetime
) -> None:
    for photo in queries.photos_of(told):
        form = StoryPhotoForm(request.POST, prefix=_photo_prefix(photo))
        if form.add_prefix("words") not in request.POST:
            continue
        if form.is_valid() and form.cleaned_data["words"] != photo.words:
            operations.describe_photo(photo, words=form.cleaned_data["words"], by=actor, at=at)
        operations.set_photo_consent(photo, is_given=bool(form.cleaned_data.get("may_publish")), by=actor, at=at)
    may_publish = bool(story.cleaned_data.get("photos_may_publish"))
    for number, upload in enumerate(story.uploads):
        try:
            operations.add_photo(
                told, upload, may_publish=may_publish, client_key=story.key_of(number, upload), by=actor, at=at
            )
        except Refusal as refusal:
            several = len(story.uploads) > 1
            story.add_error("photos", f"{upload.name}: {refusal.words}" if several else refusal.words)


# ── The page again, from what was kept ─────────────────────────────────────────────────────────────────────────────
def _add_rows(typed: Typed, errors: Errors, left: Mapping[str, ReceiptForm]) -> None:
    told, lines = typed.told, _lines(typed.told)
    for receipt in queries.receipts_of(told):
        form = _shown(receipt, lines)
        for name, words in errors.get(receipt.pk, {}).items():
            form.add_error(name, words)
        typed.rows.append(Row(form, receipt))
    for number in range(BLANK_ROWS if not typed.rows else 1):
        prefix = f"nieuw-{number}"
        typed.rows.append(Row(left.get(prefix) or ReceiptForm(prefix=prefix, lines=lines)))
    for photo in queries.photos_of(told):
        typed.photos.append(PhotoRow(StoryPhotoForm(initial=photo_start(photo), prefix=_photo_prefix(photo)), photo))


def _shown(receipt: Receipt, lines: list[CostLine]) -> ReceiptForm:
    """A receipt as it stands; one with an amount that is none says so, with what was typed."""
    start, prefix = receipt_start(receipt), _prefix(receipt)
    names = ReceiptForm(initial=start, prefix=prefix, lines=lines)
    form = ReceiptForm(data=_as_data(names, start), prefix=prefix, lines=lines)
    form.is_valid()
    return form


def _as_data(form: ReceiptForm, start: Mapping[str, Any]) -> dict[str, str]:
    shown = {name: form.fields[name].prepare_value(value) for name, value in start.items() if name in form.fields}
    return {form.add_prefix(name): "" if value is None else str(value) for name, value in shown.items()}


def _lines(told: Justification) -> list[CostLine]:
    return list(told.grant.application.cost_lines.all())


def _prefix(receipt: Receipt) -> str:
    return f"bon-{receipt.pk}"


def _photo_prefix(photo: StoryPhoto) -> str:
    return f"foto-{photo.pk}"
