"""Where the numbered paragraphs of the documents are: in a folder named by CATALOGUE_DOCUMENTS, or in ``../shared``."""

import os
from pathlib import Path

from django.conf import settings

PARAGRAPHS = Path(os.environ.get("CATALOGUE_DOCUMENTS") or settings.BASE_DIR.parent / "shared") / "paragraphs.json"
