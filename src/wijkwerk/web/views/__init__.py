"""Pages that show several rooms, and those that stand by themselves."""
