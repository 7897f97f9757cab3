"""Who comes in: a name and one way to be reached, and nothing more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.tenancy import scope

LONGEST_WORD = 40  # letters by which a word of a name is found
_LETTERS_THAT_STAY = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})
_APOSTROPHE = re.compile(r"['’‘`´]")
_WORD = re.compile(r"[^\W_]+")


def name_key(name: str) -> str:
    """A name in lower case and without accents, so that Désirée and desiree are one."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.translate(_LETTERS_THAT_STAY)[:120]


def words_of(words: str) -> list[str]:
    """Words to find by, in letters a-z and figures; other letters are spelled as numbers, so that in every script the
    beginning of a word is the beginning of what is kept. O'Brien is one word."""
    found = _WORD.findall(_APOSTROPHE.sub("", name_key(words)))
    spelled = ("".join(c if c.isascii() else f"x{ord(c):04x}" for c in word)[:LONGEST_WORD] for word in found)
    return list(dict.fromkeys(spelled))


class ResidentQuerySet(scope.ScopedQuerySet):
    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        objs = list(objs)
        for resident in objs:
            resident.name_key = name_key(resident.name)
        made = super().bulk_create(objs, *args, **kwargs)
        ResidentWord.objects.bulk_create(word for resident in made for word in resident.own_words())
        return made

    def known(self) -> ResidentQuerySet:
        """Those whose term has not ended."""
        return self.filter(is_erased=False)


class Resident(PartOfFacility):
    """Inwoner, as one workshop knows somebody: who visits, borrows, asks or helps is one row.

    No birth date, no citizen number, no notes: there is no field to put them in.
    """

    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120, db_index=False)  # in lower case, without accents: to find by
    reply_by = models.CharField(max_length=8, choices=Channel, default=Channel.NONE)
    reply_address = models.CharField(max_length=200, blank=True)
    buurt_code = models.CharField(max_length=10, blank=True)  # where from, if they want to say
    card_code = models.CharField(max_length=40, blank=True)  # on the card of who wants one
    is_professional = models.BooleanField(default=False)  # comes for somebody else: a carer, a partner's employee
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()  # last time that anything was done with or for them
    is_erased = models.BooleanField(default=False)  # the term ended: who it was is gone, what was done stays
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # was the same person: all that was done stands there now

    objects: ClassVar[Any] = scope.scoped(ResidentQuerySet)

    class Meta:
        ordering = ["name_key", "id"]
        indexes = [
            models.Index(fields=["facility", "name_key", "id"], name="resident_by_name"),
            models.Index(fields=["municipality", "seen_at"], name="resident_seen"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "card_code"], condition=~Q(card_code=""), name="a_card_is_of_one_resident"
            ),
            models.CheckConstraint(condition=Q(is_erased=True) | ~Q(name=""), name="a_resident_has_a_name"),
            models.CheckConstraint(
                condition=Q(reply_by=Channel.NONE, reply_address="")
                | (~Q(reply_by=Channel.NONE) & ~Q(reply_address="")),
                name="a_way_to_be_reached_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_erased=True), name="who_was_merged_is_nobody_any_more"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workshop:resident", args=[self.facility_id, self.pk])

    def save(
        self,
        *,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Whoever writes a name writes what it is found by."""
        is_named_anew = update_fields is None or "name" in update_fields
        is_new = self._state.adding
        if is_named_anew:
            self.name_key = name_key(self.name)
            update_fields = update_fields and {*update_fields, "name_key"}
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields)
        if is_named_anew:
            if not is_new:
                self.words.all().delete()
            ResidentWord.objects.bulk_create(self.own_words())

    def own_words(self) -> list[ResidentWord]:
        """Those of the name; the parts of d'Aumale too."""
        words = dict.fromkeys(words_of(self.name) + words_of(_APOSTROPHE.sub(" ", self.name)))
        return [ResidentWord(facility_id=self.facility_id, resident=self, word=word) for word in words]

    @property
    def reply_to(self) -> ReplyAddress:
        return ReplyAddress(Channel(self.reply_by), self.reply_address, self.name)


class ResidentWord(PartOfFacility):
    """A word of somebody's name, so that the beginning of any of them finds the person; see queries.residents."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=40)  # plain letters and figures alone: sorted alike by every database

    class Meta:
        indexes = [models.Index(fields=["facility", "word", "resident"], name="resident_by_word")]
        constraints = [models.UniqueConstraint(fields=["resident", "word"], name="a_word_of_a_name_stands_once")]

    def __str__(self) -> str:
        return f"{self.resident_id} {self.word}"
