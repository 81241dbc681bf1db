"""The documents behind the content are not part of this project: they are compared with where they are at hand."""

from tests.content.documents import PARAGRAPHS

collect_ignore = [] if PARAGRAPHS.is_file() else ["test_documents.py"]
