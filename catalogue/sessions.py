"""Sessions whose cookie is not in the database: whoever has a copy of it cannot come in with what it holds.

The table holds a digest of each key. A key is random enough that no salt is needed.
"""

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone


def stored(key: str) -> str:
    """What the database holds of a session's key."""
    return hashlib.blake2b(key.encode(), digest_size=20).hexdigest()  # 40 letters, as many as the column has


class SessionStore(db.SessionStore):
    """Django's sessions in the database, by the digest of their key. (Django's salt holds the name of this class.)"""

    def _get_session_from_db(self) -> Any:
        key = stored(self.session_key or "")
        found = self.model.objects.filter(session_key=key, expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """Whether there is a session with this key."""
        return super().exists(stored(session_key))

    def create_model_instance(self, data: dict) -> Any:
        """The row for this session."""
        row = super().create_model_instance(data)
        row.session_key = stored(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End a session, or this one."""
        if key := session_key or self.session_key:
            super().delete(stored(key))
