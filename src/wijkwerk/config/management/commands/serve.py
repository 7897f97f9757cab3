"""Serve Wijkwerk: the web server and the worker together."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections


class Command(BaseCommand):
    help = "Start de website en het werk op de achtergrond. HOST en PORT zeggen waar; Ctrl-C stopt beide netjes."
    requires_system_checks: list[str] = []  # they read every page; the pages are not needed here

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--workers", type=int, help="aantal webprocessen; standaard één, met PostgreSQL een per kern, hooguit 4"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        connections.close_all()
        if options["workers"]:
            os.environ["WEB_WORKERS"] = str(options["workers"])
        host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
        self.stdout.write(f"Wijkwerk staat op http://{host}:{port} (Ctrl-C stopt)")
        self.stdout.flush()
        # We become the supervisor, which is small: this process has the whole program in memory.
        os.execv(sys.executable, [sys.executable, "-m", "wijkwerk.config.supervisor"])
