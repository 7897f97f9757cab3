"""Who holds a session, read anew at every request, so that signing out takes effect at once."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import BigAutoField, CharField, DateTimeField

from wijkwerk.domain.people.models import Account
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.prepared import Prepared

_session = Prepared(
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at), key=CharField(), at=DateTimeField()
)
_account = Prepared(lambda pk: Account.objects.filter(pk=pk), pk=BigAutoField())


class SessionStore(DatabaseStore):
    def _get_session_from_db(self) -> Session | None:
        found = _session(key=self.session_key, at=clock.now()) if self.session_key else []
        if not found:
            self._session_key = None
        return next(iter(found), None)


class Backend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: Any) -> Account | None:
        found: list[Account] = _account(pk=user_id)
        return next((account for account in found if self.user_can_authenticate(account)), None)
