"""Money for initiatives: funds, applications, ledger, vote rounds. Dutch: budget.
For residents with a plan, who decides on it, who pays it, and everybody who wants to see where the money went."""
