#!/usr/bin/env python
"""Django's command line for Mind the Gap."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command; ``gaps`` reads files only, so it starts without the apps and their models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playbook.settings")
    if sys.argv[1:2] == ["gaps"]:
        from incidents.management.commands.gaps import Command

        Command().run_from_argv(sys.argv)
    else:
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
