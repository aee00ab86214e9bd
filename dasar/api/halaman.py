"""Lists by key: stable under change, never OFFSET, never a total count."""

import base64
import binascii
import json
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from dasar.api.isi import AlamatKeliru

JUMLAH_BAWAAN, JUMLAH_MAKS = 50, 200


class HalamanKunci(BasePagination):
    """Pages by the last row seen, in a stable and unique order; never OFFSET, never a total count.

    `?kursor=` continues after a row, `?jumlah=` sets the size (at most 200).
    """

    def get_schema_operation_parameters(self, view) -> list[dict]:
        return [
            {"name": "kursor", "in": "query", "required": False, "schema": {"type": "string"},
             "description": "Kunci halaman berikutnya, dari `berikutnya` jawaban sebelumnya."},
            {"name": "jumlah", "in": "query", "required": False, "description": "Banyaknya baris.",
             "schema": {"type": "integer", "minimum": 1, "maximum": JUMLAH_MAKS, "default": JUMLAH_BAWAAN}},
        ]  # fmt: skip

    def get_paginated_response_schema(self, schema: dict) -> dict:
        return {
            "type": "object",
            "required": ["hasil", "berikutnya"],
            "properties": {
                "hasil": schema,
                "berikutnya": {"type": ["string", "null"], "description": "Alamat halaman berikutnya; null bila habis."},
            },
        }


def jawab_halaman(
    request, baris: QuerySet, bentuk: type[serializers.BaseSerializer], urut: Sequence[str] = ("wilayah_id", "id")
) -> Response:
    """The page of `baris` that the address asks for, ordered by the unique columns `urut` ('-' turns one round)."""
    jumlah = request.query_params.get("jumlah", str(JUMLAH_BAWAAN))
    if not (jumlah.isascii() and jumlah.isdigit() and 1 <= int(jumlah[:9]) <= JUMLAH_MAKS):
        raise AlamatKeliru(f"“jumlah” adalah angka 1 sampai {JUMLAH_MAKS}.")
    baris = baris.order_by(*urut)
    if kursor := request.query_params.get("kursor"):
        try:
            baris = baris.filter(_sesudah(urut, _baca_kursor(kursor, len(urut))))
        except (ValueError, TypeError, ValidationError, binascii.Error) as galat:
            raise AlamatKeliru("“kursor” tidak dikenal. Mulai lagi dari halaman pertama.") from galat
    isi = list(baris[: int(jumlah) + 1])
    lebih, isi = len(isi) > int(jumlah), isi[: int(jumlah)]
    berikutnya = None
    if lebih:
        kueri = request.query_params.copy()
        kueri["kursor"] = _tulis_kursor([getattr(isi[-1], k.removeprefix("-")) for k in urut])
        berikutnya = request.build_absolute_uri("?" + kueri.urlencode())
    return Response({"hasil": bentuk(isi, many=True, context={"request": request}).data, "berikutnya": berikutnya})


def _tulis_kursor(nilai: list) -> str:
    return base64.urlsafe_b64encode(json.dumps([str(n) for n in nilai]).encode()).decode().rstrip("=")


def _baca_kursor(teks: str, panjang: int) -> list[str]:
    nilai = json.loads(base64.urlsafe_b64decode(teks[:400] + "=" * (-len(teks) % 4)))
    if not (isinstance(nilai, list) and len(nilai) == panjang and all(isinstance(n, str) and "\0" not in n for n in nilai)):
        raise ValueError(teks)
    return nilai


def _sesudah(urut: Sequence[str], kunci: Sequence[str]) -> Q:
    """(a, b) beyond (x, y), written out column by column, each in its own direction."""
    syarat, sama = Q(), Q()
    for kolom, nilai in zip(urut, kunci, strict=True):
        nama = kolom.removeprefix("-")
        syarat |= sama & Q(**{f"{nama}__{'lt' if kolom.startswith('-') else 'gt'}": nilai})
        sama &= Q(**{nama: nilai})
    return syarat
