"""Tests of the building itself: what STYLE says of every room must be true of the room that is built tomorrow."""
