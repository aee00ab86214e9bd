"""Where sessions are kept (SESSION_ENGINE): Django's database store with an owner, an idle limit and a life limit per row.

The limits stand here, under everything else: a session that has ended loads as an empty one, whoever asks for it.
"""

import hashlib
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_otp import DEVICE_ID_SESSION_KEY

from akun.models import Sesi
from dasar.kueri_tetap import KueriTetap

# What sign-in notes in the session about where it began: {"alamat", "peramban", "dibuat"}.
ASAL = "asal"


def sidik_kunci(kunci: str) -> str:
    """160 bits of the cookie's SHA-256, in hexadecimal: the primary key of its row."""
    return hashlib.sha256(kunci.encode()).hexdigest()[:40]


_BARIS = KueriTetap(lambda kunci: Sesi.objects.filter(pk=kunci).select_related("perangkat"), "contoh")


class SessionStore(db.SessionStore):
    # The row that was loaded, also when it has ended: the middleware asks whose it was.
    baris: Sesi | None = None

    @classmethod
    def get_model_class(cls) -> type[Sesi]:
        return Sesi

    def _get_session_from_db(self) -> Sesi | None:
        self.baris = next(iter(_BARIS(sidik_kunci(self.session_key))), None)
        if self.baris is None or self.baris.batas <= timezone.now():
            self._session_key = None
            return None
        return self.baris

    def exists(self, session_key: str) -> bool:
        return Sesi.objects.filter(pk=sidik_kunci(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Sesi:
        baris = super().create_model_instance(data)
        asal = data.get(ASAL, {})
        baris.session_key = sidik_kunci(baris.session_key)
        baris.pengguna_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        baris.perangkat_id = int(data[DEVICE_ID_SESSION_KEY].rpartition("/")[2]) if DEVICE_ID_SESSION_KEY in data else None
        baris.alamat, baris.peramban = asal.get("alamat", ""), asal.get("peramban", "")
        baris.dibuat = parse_datetime(asal.get("dibuat", "")) or timezone.now()
        return baris

    def delete(self, session_key: str | None = None) -> None:
        kunci = session_key or self.session_key
        if kunci is not None:
            Sesi.objects.filter(pk=sidik_kunci(kunci)).delete()
