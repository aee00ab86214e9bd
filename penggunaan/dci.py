"""Search of the register by another ministry after the Social Registry API of the Digital Convergence Initiative (DCI), v1.0.0.

One question per person: does this NIK, which the asker holds already, stand in DTKS, and in which programmes? The answer holds
no more than that. A ministry may ask only while a request of its own for data (penggunaan.models) is approved or handed over
and its time is not over, and only about the area and programme of that request.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from akun.akses import saring_wilayah
from dasar.catatan import samarkan
from dasar.galat import TidakBerwenang
from dasar.jejak import Pelaku, catat
from dasar.subjek import sidik
from dtks.register.models import Individu, Kepesertaan, kepesertaan_dari
from penggunaan.alur import SPD
from penggunaan.models import Permintaan
from wilayah.kode import rentang

VERSI = "1.0.0"
CARI = "cari_dci"
# How many persons one message may ask about.
MAKS = 50
JENIS_REGISTER, JENIS_CATATAN = "ns:dtks:RegistryType:Social", "SRPerson"
PENGENAL = ("NIK", "UIN", "NationalID")


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """One search_request of a message, as far as it is understood; `tolak`: a reason code of the standard, or ''."""

    rujukan: str
    nik: str = ""
    tujuan: str = ""
    tolak: str = ""
    pesan: str = ""


def dasar_bertanya(oleh: Pelaku) -> list[Permintaan]:
    """The requests that give this officer a ground to ask, in force, of programmes that the assignment names.

    Raises TidakBerwenang without one.
    """
    hari_ini = timezone.localdate()
    milik = Permintaan.objects.filter(dibuat_oleh=oleh.pengguna_id, program__in=oleh.program).filter(
        Q(status=SPD.DISETUJUI) | Q(status=SPD.DISERAHKAN, dipakai_sampai__gte=hari_ini)
    )
    hasil = list(milik.order_by("pk"))
    if not hasil:
        raise TidakBerwenang(
            "Pencarian register hanya untuk lembaga yang permintaan datanya disetujui dan masih berlaku.", "tanpa-dasar"
        )
    return hasil


def jawab(pertanyaan: list[Pertanyaan], *, oleh: Pelaku) -> list[dict]:
    """An answer per question, in their order, each reading written down with its purpose.

    Raises TidakBerwenang without a ground (`dasar_bertanya`).
    """
    dasar = dasar_bertanya(oleh)
    nik = [p.nik for p in pertanyaan if p.nik and not p.tolak]
    terdaftar, program = _cari(nik, dasar, oleh)
    kini = timezone.now()
    hasil = []
    for p in pertanyaan:
        satu = {"reference_id": p.rujukan, "timestamp": kini.isoformat()}
        if p.tolak:
            hasil.append(satu | {"status": "rjct", "status_reason_code": p.tolak, "status_reason_message": p.pesan})
            continue
        orang = terdaftar.get(p.nik)
        wilayah = orang.wilayah_id if orang else oleh.wilayah
        catat(
            oleh,
            CARI,
            "dtks_individu",
            None,
            wilayah,
            f"{samarkan(p.tujuan)} ({'ada' if orang else 'tidak ada'})",
            subjek=sidik(p.nik),
        )
        catatan = [_catatan(orang, program.get(p.nik, []))] if orang else []
        hasil.append(
            satu
            | {
                "status": "succ",
                "data": {
                    "version": VERSI,
                    "reg_type": JENIS_REGISTER,
                    "reg_record_type": JENIS_CATATAN,
                    "reg_records": catatan,
                },
                "pagination": {"page_size": 1, "page_number": 1, "total_count": len(catatan)},
                "locale": "ind",
            }
        )
    return hasil


def _cari(nik: list[str], dasar: list[Permintaan], oleh: Pelaku) -> tuple[dict[str, Individu], dict[str, list[Kepesertaan]]]:
    # Who is no recipient of the programme in the area is not there for this asker.
    boleh = Q(pk__in=[])
    for p in dasar:
        awal, akhir = rentang(p.cakupan_id)
        boleh |= Q(program=p.program_id, wilayah__gte=awal, wilayah__lt=akhir)
    peserta: QuerySet = saring_wilayah(kepesertaan_dari(oleh).berlaku(), oleh, "pantau_wilayah").filter(boleh, nik__in=nik)
    program: dict[str, list[Kepesertaan]] = {}
    for satu in peserta.order_by("program"):
        program.setdefault(satu.nik, []).append(satu)
    orang = saring_wilayah(Individu.objects.berlaku(), oleh, "pantau_wilayah").filter(nik__in=list(program))
    return {o.nik: o for o in orang}, program


def _catatan(orang: Individu, program: list[Kepesertaan]) -> dict:
    return {
        "@context": "https://schema.spdci.org/extensions/social/v1/",
        "@type": "SRPerson",
        "identifier": [{"@type": "Identifier", "identifier_type": "NIK", "identifier_value": orang.nik}],
        "registration_date": _awal_bulan(orang.dari),
        "additional_attributes": [
            {"key": "wilayah", "value": orang.wilayah_id},
            *({"key": "program", "value": p.program_id, "since": _awal_bulan(p.dari)} for p in program),
        ],
    }


def _awal_bulan(periode: int) -> str:
    return dt.date(periode // 100, periode % 100, 1).isoformat()


def nomor_pesan() -> str:
    return str(uuid.uuid4())
