"""The list of entries as one writes it at first: django-filter, ``icontains`` and ``Count``, on the same tables."""
