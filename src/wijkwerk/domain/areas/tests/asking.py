"""Asking for a page as somebody, without the doors that stand higher in the house."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory
from django.urls import resolve
from django_htmx.middleware import HtmxDetails

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.roles import Role


@dataclass(frozen=True)
class Holder:
    """Somebody who holds these roles in the whole municipality."""

    roles: tuple = ()
    kind: str = "person"
    id: int = 1
    name: str = "Bea Beheerder"

    @property
    def held(self):
        return [(role, None) for role in self.roles]

    def roles_on(self, thing):
        return policy.roles_held_on(thing, held=self.held)

    def reach(self, permission):
        return policy.reach_of(permission, self.held)


ADMINISTRATOR = Holder((Role.ADMINISTRATOR,))
COORDINATOR = Holder((Role.COORDINATOR,), name="Corrie Coördinator")
VISITOR = policy.VISITOR


def ask(address, *, by=VISITOR, post=None, htmx=False):
    headers = {"HX-Request": "true"} if htmx else {}
    factory = RequestFactory(headers=headers)
    request = factory.get(address) if post is None else factory.post(address, post)
    request.actor, request.user = by, AnonymousUser()
    request.htmx = HtmxDetails(request)
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    view, args, kwargs = resolve(address.split("?")[0])
    response = view(request, *args, **kwargs)
    text = response.content.decode()
    response.text = text[text.find("<main") :].split("</main>")[0] if "<main" in text else text
    return response
