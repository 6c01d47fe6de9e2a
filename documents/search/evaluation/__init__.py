"""Judged searches: a test collection → how well and how fast the product's search answers it."""
