"""Dated copies of what is public, as files: made by a command, listed and served by the API."""
