"""The one error of the embedded server."""


class EmbeddedServerError(Exception):
    """The embedded server cannot be used; the message is one line that says why and what to do."""
