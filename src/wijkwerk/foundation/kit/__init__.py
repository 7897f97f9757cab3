"""Gereedschap: clock, text, forms, components, maps, paging. Tools without a subject, for every room."""
