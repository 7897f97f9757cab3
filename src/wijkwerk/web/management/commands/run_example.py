"""Serve the example municipality: what `make run` does after installing and building. Again is harmless, and quick."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Makes or updates the database, fills in the example municipality where it is not there, and serves it."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("fill_example")
        call_command("serve")
