#!/usr/bin/env python
"""Django's command-line entry point."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one line for an older Python
    sys.exit("Python 3.11 or newer is needed")


def main() -> None:
    """Run the command; what is not the program's fault is one line and exit status 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from policyapi.failures import one_line

        line = one_line(error)
        if line is None:
            raise
        sys.exit(f"{sys.argv[1] if sys.argv[1:] else 'manage.py'}: {line}")


if __name__ == "__main__":
    main()
