"""Datasette as an ASGI application, with limits that let it finish. Run by the interpreter that has Datasette."""

import os

from datasette.app import Datasette

SETTINGS = {
    "sql_time_limit_ms": 120_000,
    "facet_time_limit_ms": 120_000,  # the default of 200 ms leaves facets out from some thousand rows on
    "facet_suggest_time_limit_ms": 1,
    "suggest_facets": False,  # nobody asks for suggestions here
    "default_facet_size": 200,
    "max_returned_rows": 1000,
    "num_sql_threads": 3,
}
METADATA = {"databases": {"bench": {"tables": {"entries": {"fts_table": "entries_fts", "fts_pk": "rowid"}}}}}

application = Datasette(files=[], immutables=[os.environ["BENCH_DATABASE"]], settings=SETTINGS, metadata=METADATA).app()
