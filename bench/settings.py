"""The program's own settings, with nothing behind its addresses: what a page costs before anything is done for it."""

from wijkwerk.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.empty"
