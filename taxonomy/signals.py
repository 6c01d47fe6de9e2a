"""What the taxonomy tells those that build on it, of which it knows nothing."""

from django.dispatch import Signal

reference_loaded = Signal()
"""Authority files were loaded that had changed; sent inside the transaction, once for all files."""
