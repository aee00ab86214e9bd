"""What the public look-up reads: one masked row per person, written by the determination itself (domain.md 7.1).

A row is found by keyed fingerprints only: of the NIK, and of the name together with the village. Both are HMAC-SHA256 under
a key made from the first of KUNCI_JEJAK, cut to 128 bits. The table holds no NIK, nomor KK, address, birth date or illness,
so whoever reads it learns masked names; whoever asks must know the person already. Rules berdasarkan praktik.
"""

import hashlib
import hmac
import json
import re
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

BARIS_MAKS = 5  # of a look-up without a NIK
_BLOK = 64
_BUKAN_HURUF = re.compile("[^A-Za-z0-9]+")


def _kunci() -> bytes:
    return hashlib.sha256(b"dtks.register.cek" + settings.KUNCI_JEJAK[0].encode()).digest()


def _sidik(teks: str) -> uuid.UUID:
    return uuid.UUID(bytes=hmac.digest(_kunci(), teks.encode(), "sha256")[:16])


def rapikan_nama(nama: str) -> str:
    """A name as it is compared: capital letters and digits only, so that spaces, dots and accents do not matter."""
    return _BUKAN_HURUF.sub("", nama).upper()


def sidik_nik(nik: str) -> uuid.UUID:
    """Fingerprint by which a NIK is found."""
    return _sidik("nik:" + nik)


def sidik_nama(nama: str, desa: str) -> uuid.UUID:
    """Fingerprint by which a name in a village is found."""
    return _sidik(f"nama:{desa}:{rapikan_nama(nama)}")


@dataclass(frozen=True, slots=True)
class Orang:
    """One row of the answer: see `models.Cek`."""

    nama_samar: str
    lahir: int | None
    keluar: int | None
    program: list[list]


@dataclass(frozen=True, slots=True)
class Temuan:
    """Answer of a look-up: at most five rows, and whether there are more; never how many."""

    baris: list[Orang]
    lebih: bool


def cari(nama: str, desa: str, nik: str = "") -> Temuan:
    """Persons of that name in that village; with a NIK only the one whose number it is.

    One statement, the same for a person the register knows and for one it does not. A wrong name beside a right NIK finds
    nothing: the answer does not tell which of the two was wrong. Who has left the register is shown only to those who know
    the NIK.
    """
    syarat = "sidik_nik = %(nik)s::uuid" if nik else "keluar is null"
    with connection.cursor() as kursor:
        kursor.execute(
            f"""select nama_samar, lahir, keluar, program from dtks_cek
                 where sidik_nama = %(nama)s::uuid and {syarat} order by lahir nulls last, sidik_nik limit {BARIS_MAKS + 1}""",
            {"nama": str(sidik_nama(nama, desa)), "nik": str(sidik_nik(nik))},
        )
        baris = [Orang(samar, lahir, keluar, json.loads(program)) for samar, lahir, keluar, program in kursor.fetchall()]
    return Temuan(baris[:BARIS_MAKS], len(baris) > BARIS_MAKS)


# --- writing ---------------------------------------------------------------------------------------------------------------


def _isi_kunci() -> dict[str, bytes]:
    """The two blocks of HMAC (RFC 2104), so that the database computes the very fingerprints that Python does."""
    kunci = _kunci().ljust(_BLOK, b"\0")
    return {"dalam": bytes(b ^ 0x36 for b in kunci), "luar": bytes(b ^ 0x5C for b in kunci)}


def _sql_sidik(teks: str) -> str:
    dalam = f"sha256(%(dalam)s::bytea || convert_to({teks}, 'UTF8'))"
    return f"encode(substr(sha256(%(luar)s::bytea || {dalam}), 1, 16), 'hex')::uuid"


_RAPI = """upper(regexp_replace(i.nama collate "C", '[^A-Za-z0-9]+', '', 'g') collate "C")"""

# `orang` is the latest version of each person, `program` all programmes of one.
_SUSUN = f"""
select {_sql_sidik("'nik:' || i.nik")} as sidik_nik,
       {_sql_sidik(f"'nama:' || i.wilayah_id || ':' || {_RAPI}")} as sidik_nama,
       i.wilayah_id, regexp_replace(i.nama, '([^ ])[^ ]*', '\\1•••', 'g') as nama_samar,
       (extract(year from i.tanggal_lahir)::int / 10 * 10)::smallint as lahir, i.sampai as keluar,
       coalesce(p.program, '[]'::jsonb) as program
  from {{orang}} i {{program}}
"""
_PROGRAM = "jsonb_agg(jsonb_build_array(k.program_id, k.dari, k.sampai) order by k.dari desc, k.program_id) as program"
# A look-up per person: what changed is little beside the register, and row-level security hides that from the planner.
_BERUBAH = _SUSUN.format(
    orang="""(select distinct nik from perubahan) n
  cross join lateral (select nik, nama, wilayah_id, tanggal_lahir, sampai from dtks_individu
                       where nik = n.nik order by dari desc limit 1)""",
    program=f"cross join lateral (select {_PROGRAM} from dtks_kepesertaan k where k.nik = i.nik) p",
)
_SEMUA = _SUSUN.format(
    orang="""(select distinct on (nik) nik, nama, wilayah_id, tanggal_lahir, sampai from dtks_individu order by nik, dari desc)""",
    program=f"left join (select k.nik, {_PROGRAM} from dtks_kepesertaan k group by k.nik) p on p.nik = i.nik",
)

_KOLOM = "sidik_nik, sidik_nama, wilayah_id, nama_samar, lahir, keluar, program"
_CATAT = f"""
insert into dtks_cek ({_KOLOM}) {_BERUBAH}
on conflict (sidik_nik) do update set (sidik_nama, wilayah_id, nama_samar, lahir, keluar, program)
 = row(excluded.sidik_nama, excluded.wilayah_id, excluded.nama_samar, excluded.lahir, excluded.keluar, excluded.program)
"""
_BEDA = f"""
with seharusnya as materialized ({_SEMUA})
select coalesce(c.wilayah_id, s.wilayah_id), count(*)
  from dtks_cek c full join seharusnya s using (sidik_nik)
 where (c.sidik_nama, c.wilayah_id, c.nama_samar, c.lahir, c.keluar, c.program)
       is distinct from (s.sidik_nama, s.wilayah_id, s.nama_samar, s.lahir, s.keluar, s.program)
 group by 1 order by 1
"""


def catat_perubahan() -> int:
    """Bring the rows of the persons in `perubahan` up to date; one statement. Only `pencatatan` calls it."""
    with connection.cursor() as kursor:
        kursor.execute(_CATAT, _isi_kunci())
        return kursor.rowcount


def susun_ulang() -> int:
    """Write the whole table anew from the register: after an upgrade, or after the first of KUNCI_JEJAK was changed.

    Needs the tables' owner (`manage.py susun_publik`); the application itself writes during a determination only.
    """
    with connection.cursor() as kursor:
        kursor.execute("delete from dtks_cek")
        kursor.execute(f"insert into dtks_cek ({_KOLOM}) {_SEMUA}", _isi_kunci())
        return kursor.rowcount


def beda_dengan_register() -> list[tuple[str, int]]:
    """(village, how many rows) where the look-up does not say what the register says; nothing when they agree."""
    with connection.cursor() as kursor:
        kursor.execute(_BEDA, _isi_kunci())
        return kursor.fetchall()
