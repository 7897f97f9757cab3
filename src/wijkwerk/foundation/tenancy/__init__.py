"""Gemeente: the municipality, its scope, its words, its colours. Every row but the national ones belongs to one."""
