"""Keeps huge files from filling the disk while they are still on their way."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from catalogue.images.refusals import MOST_BYTES


class LimitedUpload(FileUploadHandler):
    """Drops a file that grows beyond what any form takes; the other fields of the form still arrive.

    It stands first in FILE_UPLOAD_HANDLERS. ``request.too_heavy`` then holds the names of the fields.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand on what fits."""
        if start + len(raw_data) > MOST_BYTES:
            request: Any = self.request
            if request is not None:
                request.too_heavy = {*getattr(request, "too_heavy", ()), self.field_name}
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after it keep the file."""
