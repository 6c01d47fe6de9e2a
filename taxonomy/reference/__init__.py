"""Loading the authority files into the database: idempotent, in place, reported."""

from taxonomy.reference.loading import load_reference
from taxonomy.reference.upsert import Report

__all__ = ["Report", "load_reference"]
