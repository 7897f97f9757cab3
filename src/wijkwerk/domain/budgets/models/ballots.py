"""Codes, ballots and the count. A code only knows that it was used; a ballot not by whom, when or with which code.

No row leads from the one to the other, neither bears a moment, and a ballot has no number that counts up.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models.votes import VoteRound
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Handed(models.TextChoices):
    LETTER = "letter", _("per brief")
    DESK = "desk", _("aan de balie")


class UsedFor(models.TextChoices):
    WEB = "web", _("op internet gestemd")
    PAPER = "paper", _("ingewisseld voor een papieren stembiljet")
    VOID = "void", _("ongeldig gemaakt")
    REPLACED = "replaced", _("vervangen aan de balie")


class VoteCode(MunicipalityModel):
    """Stemcode: the right to one vote, handed out on paper, kept as a hash.

    The number of its letter is there for a letter that was lost: the desk blocks its code and gives another. Which
    address got which letter the program does not know, and the numbers go when the votes are counted.
    """

    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    handed = models.CharField(max_length=6, choices=Handed)
    letter = models.PositiveIntegerField(null=True, blank=True)  # the number printed on it
    used_for = models.CharField(max_length=8, choices=UsedFor, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code_hash"], name="a_vote_code_is_given_once"),
            models.UniqueConstraint(
                fields=["round", "letter"], condition=Q(letter__isnull=False), name="a_letter_to_vote_has_its_number"
            ),
            models.CheckConstraint(condition=Q(handed__in=Handed.values), name="a_vote_code_was_handed_somehow"),
            models.CheckConstraint(
                condition=Q(letter__isnull=True) | Q(letter__gte=1, handed=Handed.LETTER),
                name="only_letters_to_vote_are_numbered",
            ),
            models.CheckConstraint(condition=Q(used_for__in=["", *UsedFor.values]), name="a_vote_code_is_used_somehow"),
        ]
        indexes = [models.Index(fields=["round", "used_for"], name="vote_codes_used")]

    def __str__(self) -> str:
        return f"stemcode {self.pk}"


class DeskHandout(MunicipalityModel):
    """Uitgifte aan de balie: a mark that stands for one resident, so that no other desk gives them a second code.

    The mark cannot be read back without the program's own key, leads to no code, and goes when the votes are counted.
    """

    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="handouts")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "mark"], name="a_resident_gets_one_code_at_a_desk"),
        ]

    def __str__(self) -> str:
        return f"uitgifte {self.pk}"


class Ballot(MunicipalityModel):
    """Stembiljet: what one voter chose. On line and on paper they are the same."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="ballots")
    choices = models.TextField()  # "3:1,7:1": numbers of projects in order, each with its points

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(choices=""), name="a_ballot_in_the_box_says_something")]

    def __str__(self) -> str:
        return self.choices


class PaperEntry(MunicipalityModel):
    """Invoer van een papieren stembiljet: as one person typed it. Two must have typed the same before it counts.

    The slip's number is written on it after the box was opened and shuffled: it says nothing of who voted.
    """

    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="paper_entries")
    slip = models.PositiveIntegerField()
    entered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    choices = models.TextField(blank=True)  # nothing: a slip that does not count
    is_settled = models.BooleanField(default=False)  # a second person typed the same

    class Meta:
        ordering = ["round_id", "slip", "id"]
        verbose_name_plural = "paper entries"
        constraints = [
            models.UniqueConstraint(fields=["round", "slip", "entered_by"], name="a_slip_is_typed_by_two_people"),
            models.CheckConstraint(condition=Q(slip__gte=1), name="slips_are_numbered_from_one"),
        ]

    def __str__(self) -> str:
        return f"biljet {self.slip}"


class VoteCount(MunicipalityModel):
    """Telling: what came out, by both rules, with the file that everybody can count again."""

    round = models.OneToOneField(VoteRound, on_delete=models.CASCADE, related_name="counted")
    counted_at = models.DateTimeField()
    web_votes = models.PositiveIntegerField()
    paper_codes = models.PositiveIntegerField()  # that were given in for a ballot on paper
    paper_votes = models.PositiveIntegerField()
    invalid_slips = models.PositiveIntegerField()
    unused_codes = models.PositiveIntegerField()
    outcomes = models.JSONField()  # by rule: what was chosen, what was not, and why
    file = models.TextField()  # the election as a .pb file
    file_hash = models.CharField(max_length=64)  # SHA-256 of the file, as published

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(file=""), name="a_count_has_its_file"),
        ]

    def __str__(self) -> str:
        return f"telling van {self.round}"
