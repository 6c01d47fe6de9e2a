"""Which release this is."""

import tomllib

from policyapi.environment import BASE_DIR

RELEASE: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"]
"""As pyproject.toml has it."""
