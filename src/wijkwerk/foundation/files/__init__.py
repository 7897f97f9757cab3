"""Bestanden: photos and papers, checked, made anew without hidden data, and kept.

A room that has photos keeps a key to `Photo` and serves it under its own guard with `serving.photo_response`.
"""
