"""Keys to sign in with, and how somebody gets one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Account: the key to sign in with. Of the installation, not of one municipality: somebody may work for two."""

    email = models.EmailField()
    is_active = models.BooleanField(default=True)
    sessions_number = models.PositiveIntegerField(default=1)  # one higher ends every session of this account
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="an_address_has_one_account")]

    def __str__(self) -> str:
        return f"account {self.pk}"

    @property
    def is_staff(self) -> bool:
        return False

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session stands as long as the password and the number of this account do."""
        return f"{super()._get_session_auth_hash(secret=secret)}.{self.sessions_number}"  # type: ignore[misc]


class InvitationQuerySet(scope.ScopedQuerySet):
    def open(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; the term may have ended."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(MunicipalityModel):
    """Uitnodiging: a link in a letter that lets somebody in once. Only the hash of the secret is kept."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = scope.scoped(InvitationQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="a_person_has_one_open_invitation",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="an_accepted_invitation_is_not_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def can_be_accepted(self, at: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at

    def state_on(self, at: datetime) -> tuple[str, str]:
        """How it stands in a word, with the tone of that word."""
        if self.accepted_at is not None:
            return _("Aangenomen"), "ok"
        if self.withdrawn_at is not None:
            return _("Ingetrokken"), "neutral"
        return (_("Wacht op antwoord"), "info") if at < self.expires_at else (_("Verlopen"), "warning")

    def access_area_ids(self) -> frozenset[int]:
        """Of no area: the link in the letter is for the person alone."""
        return frozenset()
