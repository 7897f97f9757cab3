"""Door for people: page frame, navigation, start page by role, search page, error pages."""
