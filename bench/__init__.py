"""The measurements: `make bench`. Fills examples, measures beside the floor, prints a table. Nothing here fails a test.

__main__.py    what is measured, in which order, and what is printed
places.py      where examples are kept, and their databases
within.py      runs fill, plan and inside within the program
fill.py        fills an example             spread.py   what is in it: how many, where, when, which words
plan.py        what is asked of an example: addresses, a session, the floor's queries
pages.py       requests to the server       client.py   who asks
floor.py       the least that a server can do, with by_hand.py, the least that HTML costs
inside.py      what is measured without a server, with workshop.py, the desk of a workshop, and plans.py and
               evaluations.py, the plans
processes.py   CPU and memory of processes
table.py       goals, and how it is printed
"""
