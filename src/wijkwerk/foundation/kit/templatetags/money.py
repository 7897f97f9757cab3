"""`{% load money %}{{ item.amount_cents|euro }}`: cents as the Dutch write them."""

from django import template

from wijkwerk.foundation.kit import money

register = template.Library()
register.filter("euro", money.written)
