"""Run what was put off until later, and what the clock starts."""

import signal
from argparse import ArgumentParser
from datetime import timedelta
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from wijkwerk.foundation.later.worker import LEASE, Worker


class Command(BaseCommand):
    help = "Voert werk op de achtergrond uit en start wat op een vast moment moet gebeuren. Stopt netjes bij SIGTERM."
    requires_system_checks: list[str] = []  # they read every page; the pages are not needed here

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--queue", action="append", dest="queues", help="alleen deze rij (mag vaker); standaard: default"
        )
        parser.add_argument(
            "--lease", type=float, default=LEASE.total_seconds(), help="seconden dat een klus bezet blijft"
        )
        parser.add_argument("--no-clock", action="store_true", help="start niets uit zichzelf")
        parser.add_argument("--once", action="store_true", help="doe wat nu klaarstaat en stop")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(
            queues=options["queues"] or ["default"],
            lease=timedelta(seconds=options["lease"]),
            with_clock=not options["no_clock"],
        )
        if options["once"]:
            self.stdout.write(f"{worker.run_waiting()} klussen gedaan.")
            return

        def stop(number: int, frame: FrameType | None) -> None:
            worker.stop()

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, stop)
        worker.run()
