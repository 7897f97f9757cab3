"""Wijkwerkplaats: tools and loans, chores and rounds, bicycles and repairs, gardens, visits, and who helps with it all.

Dutch name: wijkwerkplaats. Hosts and volunteers at the desk, participants at work, residents who come in.
"""
