"""Dates written out: 8 June 2025."""

DATE_FORMAT = "j F Y"
YEAR_MONTH_FORMAT = "F Y"
