"""The last hand on the OpenAPI document: every operation says how it may be refused (RFC 9457)."""

from dasar.api.masalah import MASALAH

_TEKS = {"type": "string"}
BENTUK_MASALAH = {
    "type": "object",
    "description": "Penolakan menurut RFC 9457.",
    "required": ["type", "title", "status", "detail", "instance", "kode", "rincian"],
    "properties": {
        "type": _TEKS | {"format": "uri-reference"},
        "title": _TEKS,
        "status": {"type": "integer"},
        "detail": _TEKS | {"description": "Apa yang salah dan apa yang harus dilakukan."},
        "instance": _TEKS | {"format": "uri-reference"},
        "kode": _TEKS | {"description": "Nama aturan yang menolak."},
        "nomor": _TEKS | {"description": "Nomor permintaan, untuk disebutkan kepada petugas bantuan."},
        "rincian": {
            "type": "array",
            "description": "Kalimat per hal yang salah, atau temuan per anggota: anggota, kode, tingkat, kolom, pesan.",
            "items": {"anyOf": [_TEKS, {"type": "object", "additionalProperties": True}]},
        },
        "galat": {"type": "object", "additionalProperties": True, "description": "Pesan per isian."},
    },
}
_SELALU = ("tidak-berwenang", "tidak-ada", "terlalu-sering")
_BERISI = ("tidak-terbaca", "ditolak", "terlalu-besar", "jenis-isi", "isian")
# Read by akun.idempotensi, whatever the view.
_KUNCI = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Kunci permintaan: dikirim dua kali, berlaku sekali. Kunci sama dengan isi lain ditolak 422. Diingat 24 jam.",
    "schema": {"type": "string", "pattern": "^[!-~]{8,100}$"},
}
_METODE = ("get", "post", "put", "patch", "delete")


def _disaring(operasi: dict) -> bool:
    """Whether a query can break a rule: it holds more than the keys of a page, which are only read or not (400)."""
    kueri = {p["name"] for p in operasi.get("parameters", []) if p["in"] == "query"}
    return bool(kueri - {"kursor", "jumlah"})


def tambah_masalah(result: dict, generator, request, public) -> dict:
    """Post-processing hook of drf-spectacular."""
    result["components"].setdefault("schemas", {})["Masalah"] = BENTUK_MASALAH
    for operasi in result["paths"].values():
        for metode in operasi.keys() & set(_METODE):
            if metode == "post" and "application/json" in operasi[metode].get("requestBody", {}).get("content", {}):
                operasi[metode].setdefault("parameters", []).append(_KUNCI)
            jenis = [*_SELALU, *(_BERISI if metode != "get" else ("tidak-terbaca",))]
            if metode == "get" and _disaring(operasi[metode]):
                jenis.append("isian")
            if any(operasi[metode].get("security", [])):
                jenis.append("belum-masuk")
            for satu in sorted(jenis, key=lambda j: MASALAH[j][0]):
                status, judul, _ = MASALAH[satu]
                operasi[metode]["responses"].setdefault(
                    str(status),
                    {
                        "description": judul,
                        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Masalah"}}},
                    },
                )
    return result
