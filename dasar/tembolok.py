"""The cache that all processes share (Valkey or Redis), and what happens when it is gone.

Counters of the public pages live here, so one process's count is every process's count. When the server does not answer,
each process counts for itself for a few seconds and then tries again: pages keep working, limits stay, only looser.
"""

import logging
import time
from collections.abc import Iterable

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

JEDA_PUTUS = 5  # seconds during which a server that failed is not asked again


class _Klien(RedisCacheClient):
    """Django makes a new client object per command, which costs more than the command; the object is safe between threads."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._per_sumber: dict[int, Redis] = {}

    def get_client(self, key=None, *, write=False) -> Redis:
        sumber = self._get_connection_pool_index(write)
        if sumber not in self._per_sumber:
            self._per_sumber[sumber] = super().get_client(key, write=write)
        return self._per_sumber[sumber]


class TembolokBersama(RedisCache):
    """Django's Redis cache, with the memory of the process behind it while the server is away."""

    _putus_sampai = 0.0  # of the whole process

    def __init__(self, server, params) -> None:
        super().__init__(server, params)
        self._class = _Klien
        self._cadangan = LocMemCache("tembolok-cadangan", {k: v for k, v in params.items() if k != "OPTIONS"})

    def _coba(self, nama: str, *args, **kwargs):
        kelas = type(self)
        if time.monotonic() >= kelas._putus_sampai:
            try:
                return getattr(super(), nama)(*args, **kwargs)
            except RedisError as galat:
                kelas._putus_sampai = time.monotonic() + JEDA_PUTUS
                log.warning("tembolok bersama tidak terjangkau, dihitung per proses: %s", type(galat).__name__)
        return getattr(self._cadangan, nama)(*args, **kwargs)

    def add(self, *args, **kwargs):
        return self._coba("add", *args, **kwargs)

    def get(self, *args, **kwargs):
        return self._coba("get", *args, **kwargs)

    def set(self, *args, **kwargs):
        return self._coba("set", *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._coba("touch", *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._coba("delete", *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._coba("get_many", *args, **kwargs)

    def set_many(self, *args, **kwargs):
        return self._coba("set_many", *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._coba("delete_many", *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._coba("has_key", *args, **kwargs)

    def incr(self, *args, **kwargs):
        return self._coba("incr", *args, **kwargs)

    def clear(self) -> bool:
        """Forget what this cache keeps, and nothing else: the server holds the queue of jobs too."""
        self._cadangan.clear()
        klien = self._cache.get_client(write=True)
        for nama in klien.scan_iter(match=self.make_key("*"), count=1000):
            klien.delete(nama)
        return True

    def naikkan(self, kunci: Iterable[tuple[str, int]]) -> list[int]:
        """Raise each counter (key, seconds to live) by one and return the new counts: one round trip for all."""
        kunci = list(kunci)
        kelas = type(self)
        if time.monotonic() >= kelas._putus_sampai:
            try:
                with self._cache.get_client(write=True).pipeline(transaction=False) as pipa:
                    for nama, umur in kunci:
                        pipa.incr(self.make_and_validate_key(nama))
                        pipa.expire(self.make_and_validate_key(nama), umur, nx=True)
                    return pipa.execute()[::2]
            except RedisError as galat:
                kelas._putus_sampai = time.monotonic() + JEDA_PUTUS
                log.warning("tembolok bersama tidak terjangkau, dihitung per proses: %s", type(galat).__name__)
        hasil = []
        for nama, umur in kunci:
            self._cadangan.add(nama, 0, umur)
            hasil.append(self._cadangan.incr(nama))
        return hasil
