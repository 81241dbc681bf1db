"""What templates of guides can say."""

from copy import copy

from django import template
from django.utils.safestring import SafeString

from catalogue.search.models import Document
from catalogue.templatetags.parts import row

register = template.Library()


@register.simple_tag
def guide_row(entry: Document, note: str) -> SafeString:
    """An entry as in any list; where a guide says why it is there, with that in the place of its summary."""
    if note:
        entry = copy(entry)
        entry.__dict__.pop("rows", None)  # those made of the summary
        for column in Document.summary.fields:
            setattr(entry, column, note)
    return row(entry, show_type=True, level="h3")
