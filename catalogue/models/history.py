"""History of the entry types."""

from simple_history.models import HistoricalRecords


class EntryHistory(HistoricalRecords):
    """History of one entry type, its many-to-many fields included.

    django-simple-history expects a many-to-many field to belong to one model with history. ``Entry.places`` belongs
    to the parent of five: each type needs its own table for it, and must not record what happens to the others.
    """

    def __init__(self, *, m2m_fields=()):
        super().__init__(excluded_fields=["loaded_digest"], m2m_fields=["places", *m2m_fields])
        self.m2m_models = {}  # the library keeps one dictionary for all models

    def get_history_model_name(self, model) -> str:
        """Name the table of a many-to-many field after the type, not after the parent."""
        if not model._meta.auto_created:
            return super().get_history_model_name(model)
        return f"Historical{self.cls.__name__}_{model._meta.object_name.partition('_')[2]}"

    def m2m_changed(self, instance, action, attr, pk_set, reverse, **kwargs) -> None:
        """Record a change of this type alone; what is changed from the other end is not recorded."""
        if isinstance(instance, self.cls):
            super().m2m_changed(instance, action, attr, pk_set, reverse, **kwargs)
