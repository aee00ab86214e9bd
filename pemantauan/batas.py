"""Outlines of regions from an operator's own GeoJSON, simplified once, kept as one SVG path per region code.

No outline is shipped: the sources that are complete name no licence that a government could rely on. The library for
geometry is loaded here alone, and this module by its command alone: no page pays for it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from shapely.errors import GEOSException
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import make_valid

from dasar.galat import Ditolak
from pemantauan.models import SATUAN, BatasWilayah
from wilayah.kode import PANJANG, tanpa_titik, tingkat
from wilayah.models import Wilayah

KOLOM_KODE = ("kode", "kode_wilayah", "code", "id")
# How far an outline may be from the true one, in degrees, by level: a province is seen whole, a kecamatan alone.
TOLERANSI = {1: 0.03, 2: 0.008, 3: 0.002}
BIDANG_MAKS = 60  # islands per region, the largest first


@dataclass(frozen=True, slots=True)
class HasilBatas:
    """What was stored, and what was not, with the reason."""

    disimpan: int
    dilewati: list[tuple[str, str]]


@transaction.atomic
def muat_batas(berkas: Path, sumber: str, kolom: str = "") -> HasilBatas:
    """Store the outlines of a GeoJSON FeatureCollection in degrees (WGS 84); those of the same codes are replaced.

    `sumber` is printed under each map: whose data, under which licence. `kolom` names the property that holds the region
    code; without it the usual names are tried. Raises Ditolak when the file is no such collection.
    """
    if not sumber.strip():
        raise Ditolak("Tulis sumber dan lisensi data batas wilayah.", "sumber-kosong")
    ada = set(Wilayah.objects.filter(tingkat__in=TOLERANSI).values_list("kode", flat=True))
    baris, dilewati = {}, []
    for nomor, (kode, geometri) in enumerate(_bidang(berkas, kolom), 1):
        sebutan = kode or f"bidang ke-{nomor}"
        if kode not in ada:
            dilewati.append((sebutan, "kode tidak ada dalam daftar provinsi, kabupaten/kota, dan kecamatan"))
            continue
        try:
            bentuk = _sederhanakan(shape(geometri), TOLERANSI[tingkat(kode)])
        except (GEOSException, ValueError, TypeError, KeyError, AttributeError, IndexError) as galat:
            dilewati.append((sebutan, f"bentuk tidak terbaca ({type(galat).__name__})"))
            continue
        if bentuk.is_empty:
            dilewati.append((sebutan, "bentuk kosong"))
            continue
        baris[kode] = _baris(kode, bentuk, sumber.strip())
    BatasWilayah.objects.bulk_create(
        baris.values(),
        update_conflicts=True,
        unique_fields=["wilayah"],
        update_fields=["jalur", "kiri", "atas", "kanan", "bawah", "sumber"],
    )
    return HasilBatas(len(baris), dilewati)


def _bidang(berkas: Path, kolom: str) -> Iterator[tuple[str, dict]]:
    try:
        isi = json.loads(berkas.read_text("utf-8-sig"))
        if isi["type"] != "FeatureCollection":
            raise ValueError(isi["type"])
        fitur = [
            (dict(f.get("properties") or {}) | ({"id": f["id"]} if "id" in f else {}), f["geometry"]) for f in isi["features"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as galat:
        raise Ditolak("Berkas ini bukan GeoJSON FeatureCollection. Periksa berkasnya.", "bukan-geojson") from galat
    for sifat, geometri in fitur:
        nama = kolom or next((k for k in KOLOM_KODE if str(sifat.get(k, "")).strip()), "")
        kode = tanpa_titik(str(sifat.get(nama, "")))
        yield (kode if len(kode) in PANJANG and kode.isascii() and kode.isdigit() else ""), geometri


def _sederhanakan(bentuk: BaseGeometry, toleransi: float) -> MultiPolygon:
    """Fewer points, valid, areas only; islands smaller than a screen can show are left out, the largest stays in any case."""
    rapi = make_valid(make_valid(bentuk).simplify(toleransi, preserve_topology=True))
    bidang = [b for b in getattr(rapi, "geoms", [rapi]) if isinstance(b, Polygon | MultiPolygon)]
    pulau = sorted((p for b in bidang for p in getattr(b, "geoms", [b]) if not p.is_empty), key=lambda p: -p.area)
    return MultiPolygon([p for n, p in enumerate(pulau[:BIDANG_MAKS]) if not n or p.area > toleransi * toleransi])


def _baris(kode: str, bentuk: MultiPolygon, sumber: str) -> BatasWilayah:
    jalur = []
    for bidang in bentuk.geoms:
        for cincin in (bidang.exterior, *bidang.interiors):
            titik = list(dict.fromkeys((round(x * SATUAN), round(-y * SATUAN)) for x, y, *_ in cincin.coords))
            jalur.append("M" + "L".join(f"{x} {y}" for x, y in titik) + "Z")
    kiri, selatan, kanan, utara = bentuk.bounds
    return BatasWilayah(
        wilayah_id=kode,
        jalur="".join(jalur),
        kiri=round(kiri * SATUAN),
        atas=round(-utara * SATUAN),
        kanan=round(kanan * SATUAN),
        bawah=round(-selatan * SATUAN),
        sumber=sumber,
    )
