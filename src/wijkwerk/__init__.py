"""Wijkwerk: residents, associations, municipality and partners look after their neighbourhood together."""
