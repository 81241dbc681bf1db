"""The catalogue for programs: read-only JSON under ``/api/v1/``, from the same filter sets as the pages."""
