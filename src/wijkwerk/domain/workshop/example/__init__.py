"""The workshop of the example: invented people, tools, chores."""
