"""Pages about people: who works where (`directory`), keeping it (`keeping`), teams, roles, one's own account."""
