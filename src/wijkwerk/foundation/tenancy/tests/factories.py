"""Plain makers of municipalities."""

from wijkwerk.foundation.tenancy.models import Municipality


def make_municipality(code="GM0037", name="Veenkanaal", **fields):
    values = {"slug": name.lower(), "mail_address": "wijk@example.nl", "second_factor_required": False}
    return Municipality.objects.create(code=code, name=name, **values | fields)
