"""Where pages send people who need help now."""

from catalogue.models import Guide
from catalogue.search.index import Index


def help_guide(index: Index) -> Guide | None:
    """The guide for them; None where editors have taken it away. Read once for each version of the catalogue."""
    return index.keep("help guide", lambda: Guide.objects.listed().filter(drawing=Guide.Drawing.HELP).first())
