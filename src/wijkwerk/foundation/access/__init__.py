"""Toegang: who may what. One enum, one table, one question."""
