"""Nobody overwrites anybody: what happens to a form when somebody else saved the same record meanwhile.

A form says which rows of history its reader saw (``seen``). When there are newer ones, it is not saved: it comes back
as it was sent, and above it stands what differs, field by field and row by row, with a choice (``guard`` asks,
``merge`` compares, ``panel`` puts it in words). The choices come back with the next save (``reconcile``).

All of it is done with values as a browser sends them (``contents``), so that every field that a form can hold is
treated alike, whether it was typed now, is stored now or was stored once.
"""
