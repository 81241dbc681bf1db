"""Dates written out: 8 June 2025; 8 June 2025, 3:22 p.m."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, P"
YEAR_MONTH_FORMAT = "F Y"
