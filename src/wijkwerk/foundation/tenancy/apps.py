from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "wijkwerk.foundation.tenancy"
    label = "tenancy"
