"""Voorzieningen: houses, workshops, hubs and gardens; what each is for, when it is open, who holds walk-in hours there.

Dutch name: voorzieningen. Everybody reads them; hosts and coordinators keep them.
"""
