"""Cleaning: one ordered list of small named rules, run until nothing changes."""

from documents.text.cleaning.run import RULES, clean

__all__ = ["RULES", "clean"]
