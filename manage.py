#!/usr/bin/env python
"""Runs Django's commands for the catalogue, e.g. ``python manage.py load_catalogue``."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # a wrong setting: the sentence helps, the traceback would hide it
        sys.exit(str(error))
