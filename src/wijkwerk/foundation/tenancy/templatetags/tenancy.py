"""`{% word "coordinator" %}`: the municipality's own word."""

from django import template
from django.utils.text import capfirst

from wijkwerk.foundation.tenancy import scope

register = template.Library()


@register.simple_tag
def word(code: str, plural: bool = False, capital: bool = False) -> str:
    """The municipality's own word for `code`; many of them with `plural`, at the start of a sentence with `capital`."""
    own = scope.current().word(code, plural=plural)
    return capfirst(own) if capital else own
