"""What a web server's process does once before it answers anybody."""

import gc
import logging

from django.conf import settings
from django.db import Error, connection
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from catalogue.guidance import help_guide
from catalogue.search.held import current
from catalogue.search.synonyms import thesaurus
from catalogue.terms import finder

TEMPLATES = ("catalogue/home.html", "catalogue/entry_list.html", "catalogue/entry_detail.html", "catalogue/search.html")

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """Read the index, synonyms, terms, addresses and the pages' templates, so that the first reader waits for none.

    What is there then stays, so the garbage collector need not look at it again: a full round through it held up some
    unlucky reader for a tenth of a second. Without a database the process starts all the same.
    """
    try:
        index = current()
        thesaurus()
        for language, _name in settings.LANGUAGES:
            finder(index, language)
        help_guide(index)
    except Error:
        logger.exception("The index could not be read at the start. The first reader waits for it.")
    finally:
        connection.close()  # of this thread; those that answer have their own
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            reverse("home")
            for name in TEMPLATES:
                get_template(name)
    gc.collect()
    gc.freeze()
