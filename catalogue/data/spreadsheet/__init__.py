"""Spreadsheets that editors bring: read from CSV, matched with the entries there are, compared with what is stored.

Nothing here writes. The editors' pages for it are in ``catalogue.admin.spreadsheet``.
"""
