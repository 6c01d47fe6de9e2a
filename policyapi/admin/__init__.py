"""The admin site's pages for logins and for the keys of the API."""

from policyapi.admin import keys, users

__all__ = ["keys", "users"]
