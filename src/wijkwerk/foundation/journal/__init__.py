"""Logboek: who did what to which thing, when. Written once, read by many."""
