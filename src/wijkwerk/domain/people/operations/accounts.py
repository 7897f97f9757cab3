"""Accounts: nobody makes one; somebody is invited, and takes the invitation."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people import queries
from wijkwerk.domain.people.models import Account, Invitation, Person
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

INVITATION_LASTS = timedelta(days=7)


class HasAnAccount(Refusal):
    message = _("Deze persoon kan al inloggen. Een uitnodiging is niet nodig.")


class AddressIsTaken(Refusal):
    message = _("Dit e-mailadres hoort al bij iemand anders die hier werkt. Kies een ander adres.")
    field = "email"


class InvitationIsOver(Refusal):
    message = _("Deze uitnodiging is verlopen of ingetrokken. Vraag de beheerder om een nieuwe.")
    status = 410


class InvitationIsUsed(Refusal):
    message = _("Deze uitnodiging is al gebruikt. U kunt inloggen.")
    status = 410


@transaction.atomic
def invite(person: Person, *, email: str, by: Actor, at: datetime) -> Invitation:
    """Invite somebody to sign in. An earlier invitation that was not taken stops working."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    email = email.strip().lower()
    if person.account_id is not None:
        raise HasAnAccount
    if Person.objects.filter(account__email__iexact=email).exists():
        raise AddressIsTaken
    Invitation.objects.open().filter(person=person).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    invitation: Invitation = Invitation.objects.create(
        person=person,
        email=email,
        token_hash=queries.hash_of(token),
        created_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    journal.record("people.invited", about=invitation, by=by, at=at, details={"person": person.pk})
    _write_invitation(invitation, token, by=by, at=at)
    return invitation


@transaction.atomic
def send_invitation_again(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    """A new link for the same address, good for a new term; the old link stops working."""
    invitation = _locked(invitation)
    if invitation.accepted_at is not None:
        raise InvitationIsUsed
    if invitation.withdrawn_at is not None:
        raise InvitationIsOver
    token = secrets.token_urlsafe(32)
    invitation.token_hash, invitation.expires_at = queries.hash_of(token), at + INVITATION_LASTS
    invitation.save(update_fields=["token_hash", "expires_at"])
    journal.record("people.invited_again", about=invitation, by=by, at=at)
    _write_invitation(invitation, token, by=by, at=at)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    """The link stops working."""
    invitation = _locked(invitation)
    if invitation.accepted_at is not None:
        raise InvitationIsUsed
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    journal.record("people.invitation_withdrawn", about=invitation, by=by, at=at)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, password: str | None, at: datetime) -> Account:
    """Whoever holds the link proved the address, so the account is theirs. Works once: the row is locked.

    Somebody who works for another municipality too has an account already; it is kept with its own password.
    Without a password (in through the municipality's own provider) there is none to sign in with.
    """
    invitation = _locked(invitation)
    person: Person = Person.objects.select_for_update().get(pk=invitation.person_id)
    if invitation.accepted_at is not None:
        raise InvitationIsUsed
    if invitation.withdrawn_at is not None or invitation.expires_at <= at or not person.is_active:
        raise InvitationIsOver
    account = queries.account_of_email(invitation.email)
    if account is None:
        account = Account.objects.create_user(invitation.email, password)
    elif Person.objects.filter(account=account).exists():
        raise InvitationIsUsed
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )
    person.account = account
    if person.is_listed:
        person.email = person.email or account.email
    person.save(update_fields=["account", "email"])
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    journal.record("people.invitation_accepted", about=invitation, by=person, at=at)
    return account


@transaction.atomic
def sign_out_everywhere(person: Person, *, by: Actor, at: datetime) -> None:
    """End every session of this person's account, on every device."""
    Account.objects.filter(persons=person).update(sessions_number=F("sessions_number") + 1)
    journal.record("people.signed_out_everywhere", about=person, by=by, at=at)


def _write_invitation(invitation: Invitation, token: str, *, by: Actor, at: datetime) -> None:
    outbox.write(
        "people/invited",
        to=ReplyAddress(Channel.EMAIL, invitation.email, invitation.person.name),
        about=invitation,
        at=at,
        sealed=True,
        person=invitation.person,
        by=by,
        expires_at=invitation.expires_at,
        link=reverse("invitation", args=[token]),
    )


def _locked(invitation: Invitation) -> Invitation:
    fresh: Invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    return fresh
