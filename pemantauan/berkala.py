"""Measures that time itself changes, computed by a job: what waits how long, villages without a deliberation, the work lists.

Each computation replaces the one before in one transaction and leaves its moment, which every page shows.
"""

import datetime as dt

from django.db import connection, transaction
from django.utils import timezone

from akun.fungsi import F
from dasar.jejak import NEGARA
from dtks.register.models import Padanan
from pemantauan.models import RekapBerkala
from penetapan.models import Penetapan
from usulan.alur import AKHIR, SM, S
from usulan.models import Survei
from wilayah.kode import PANJANG
from wilayah.models import Tingkat

Hal = RekapBerkala.Hal
# Kepmensos 73/HUK/2024: at least one deliberation in three months.
HARI_MUSDES = 92
# How many of the nine scored criteria mark a family for a second look. The decree gives no threshold (berdasarkan praktik):
# these lists are work for an officer, never a decision.
BANYAK_KRITERIA, SEDIKIT_KRITERIA = 5, 1
SASARAN_SETIAP = dt.timedelta(hours=24)

# Since when a proposal stands in a state in which somebody must act.
SEJAK = {
    S.DIAJUKAN: "diajukan_pada",
    S.DIKEMBALIKAN: "diperiksa_pada",
    S.LENGKAP: "diperiksa_pada",
    S.LAYAK: "diputus_pada",
    S.DIBUNDEL: "diputus_pada",
    S.DITERUSKAN: "disahkan_pada",
    S.DIKEMBALIKAN_KAB: "dinilai_pada",
    S.LOLOS: "dinilai_pada",
}
# Work lists (domain: pain 1): what may have been left out, what may not belong.
BELUM_MASUK, BELUM_DAPAT, MENINGGAL, TIDAK_PADAN, MAMPU, PERINGATAN = (
    "belum_masuk", "belum_dapat", "meninggal", "tidak_padan", "mampu", "peringatan",
)  # fmt: skip

_TINGKAT = ", ".join(f"({t}, {PANJANG[t]})" for t in Tingkat)
_BAGIAN = "case when t.tingkat = 0 then '00' else left({}, t.panjang) end"


def _poin(huruf: str) -> str:
    """SQL: 1 for each scored criterion whose letter in `kriteria` (Y, T, -) is the poor one, added up."""
    poin = " + ".join(
        f"({huruf.format(n=nama[2:], urut=int(nama[2:]) + 1)} = '{'Y' if miskin else 'T'}')::int"
        for nama, miskin in Survei.JAWABAN_MISKIN.items()
    )
    return f"({poin})"


_POIN_KELUARGA = _poin("substr(dtks_keluarga.kriteria, {urut}, 1)")
_POIN_SURVEI = _poin("case when usulan_survei.sk{n} then 'Y' when not usulan_survei.sk{n} then 'T' else '-' end")
_TERBUKA_ATAU_MASUK = ", ".join(f"'{s.value}'" for s in S if s not in AKHIR or s == S.DITETAPKAN)
_PADANAN = (
    "dtks_individu.sampai is null and exists (select from dtks_padanan p where p.nik = dtks_individu.nik and p.status in ({}))"
)

# key → (table, condition): one row per family or person on the list. The counts and the pages of names read the same.
SASARAN: dict[str, tuple[str, str]] = {
    BELUM_MASUK: (
        "usulan_survei",
        f"""usulan_survei.diisi_pada >= now() - interval '1 year' and {_POIN_SURVEI} >= {BANYAK_KRITERIA}
            and not exists (select from usulan_survei n where n.nomor_kk = usulan_survei.nomor_kk and n.id > usulan_survei.id)
            and not exists (select from dtks_keluarga k where k.nomor_kk = usulan_survei.nomor_kk and k.sampai is null)
            and not exists (select from usulan_usulan u where u.musyawarah_id = usulan_survei.musyawarah_id
                             and u.nomor_kk = usulan_survei.nomor_kk and u.status in ({_TERBUKA_ATAU_MASUK}))""",
    ),
    BELUM_DAPAT: (
        "dtks_keluarga",
        f"""dtks_keluarga.sampai is null and {_POIN_KELUARGA} >= {BANYAK_KRITERIA}
            and not exists (select from dtks_individu i join dtks_kepesertaan p on p.nik = i.nik and p.sampai is null
                             where i.nomor_kk = dtks_keluarga.nomor_kk and i.sampai is null)""",
    ),
    MENINGGAL: ("dtks_individu", _PADANAN.format(f"'{Padanan.Status.MENINGGAL.value}'")),
    TIDAK_PADAN: (
        "dtks_individu",
        _PADANAN.format(f"'{Padanan.Status.TIDAK_PADAN.value}', '{Padanan.Status.TIDAK_DITEMUKAN.value}'"),
    ),
    MAMPU: (
        "dtks_keluarga",
        f"""dtks_keluarga.sampai is null and position('-' in left(dtks_keluarga.kriteria, 9)) = 0
            and {_POIN_KELUARGA} <= {SEDIKIT_KRITERIA}""",
    ),
    PERINGATAN: (
        "dtks_individu",
        f"""dtks_individu.sampai is null and dtks_individu.nik in (
              select u.nik from usulan_usulan u
               where u.status = '{S.DITETAPKAN.value}' and u.peringatan <> '' and u.jenis in ('masuk', 'bansos'))""",
    ),
}
# They ask in which programmes a family is, or was proposed for, whatever the programme: not for whoever is narrowed to some.
SASARAN_SEMUA_PROGRAM = (BELUM_MASUK, BELUM_DAPAT, PERINGATAN)


def _ganti(kursor, hal: tuple[Hal, ...], isi: str, nilai: dict | None = None) -> None:
    """Replace the measures `hal` by what `isi` selects: level, region, hal, key, number."""
    kursor.execute("delete from pemantauan_rekapberkala where hal = any(%s)", [[h.value for h in hal]])
    kursor.execute(
        "insert into pemantauan_rekapberkala (tingkat, wilayah_id, hal, kunci, jumlah, dihitung_pada)"
        f" select i.*, now() from ({isi}) i",
        nilai,
    )


@transaction.atomic
def hitung_waktu() -> None:
    """Waiting per state, and villages without a handed-in deliberation within 92 days or without an
    officer: what moves with the clock."""
    tunggu = " union all ".join(
        f"select wilayah_id, status, extract(epoch from now() - {cap}) / 3600 as jam from usulan_usulan where status = '{s.value}'"
        for s, cap in SEJAK.items()
    )
    ukuran = (
        ("percentile_cont(0.5) within group (order by jam)", Hal.TUNGGU),
        ("max(jam)", Hal.TUNGGU_LAMA),
    )
    with connection.cursor() as kursor:
        _kunci(kursor)
        bagian = _BAGIAN.format("u.wilayah_id")
        _ganti(
            kursor,
            (Hal.TUNGGU, Hal.TUNGGU_LAMA),
            " union all ".join(
                f"select t.tingkat, {bagian}, '{hal.value}', u.status, round({sql})::bigint from ({tunggu}) u"
                f" cross join (values {_TINGKAT}) as t(tingkat, panjang) group by 1, 2, u.status"
                for sql, hal in ukuran
            ),
        )
        bagian = _BAGIAN.format("d.kode")
        desa = (
            f"from wilayah_wilayah d cross join (values {_TINGKAT}) as t(tingkat, panjang)"
            f" where d.tingkat = {Tingkat.DESA} and d.berlaku_sampai is null"
        )
        _ganti(
            kursor,
            (Hal.DESA, Hal.TANPA_MUSDES, Hal.TANPA_PETUGAS),
            f"select t.tingkat, {bagian}, '{Hal.DESA.value}', '', count(*) {desa} group by 1, 2"
            f" union all select t.tingkat, {bagian}, '{Hal.TANPA_MUSDES.value}', '', count(*) {desa}"
            " and not exists (select from usulan_musyawarah m where m.wilayah_id = d.kode and m.tanggal >= %(sejak)s"
            f" and m.status = '{SM.DIAJUKAN.value}') group by 1, 2"
            f" union all select t.tingkat, {bagian}, '{Hal.TANPA_PETUGAS.value}', '', count(*) {desa}"
            " and not exists (select from akun_penugasan p where p.wilayah_id = d.kode and p.status = 'aktif'"
            f" and p.fungsi = '{F.PENGISI_DESA.value}' and %(kini)s between p.mulai and p.selesai) group by 1, 2",
            {"sejak": timezone.localdate() - dt.timedelta(days=HARI_MUSDES), "kini": timezone.localdate()},
        )


@transaction.atomic
def hitung_sasaran() -> None:
    """How long the work lists of inclusion and exclusion are. Reads the whole register: once a day, and after a determination."""
    bagian = _BAGIAN.format("s.wilayah_id")
    with connection.cursor() as kursor:
        _kunci(kursor)
        _ganti(
            kursor,
            (Hal.SASARAN,),
            " union all ".join(
                f"select t.tingkat, {bagian}, '{Hal.SASARAN.value}', '{kunci}', count(*)"
                f" from (select wilayah_id from {tabel} where {syarat}) s"
                f" cross join (values {_TINGKAT}) as t(tingkat, panjang) group by 1, 2"
                for kunci, (tabel, syarat) in SASARAN.items()
            )
            # The moment stays, also when every list is empty.
            + f" union all select 0, '{NEGARA}', '{Hal.SASARAN.value}', '', 0",
        )


def _kunci(kursor) -> None:
    kursor.execute("select pg_advisory_xact_lock(hashtext('pemantauan_berkala'))")


def hitung_berkala() -> None:
    """What beat calls: the clock's measures each time, the work lists when a day or a determination has passed."""
    terakhir = RekapBerkala.objects.filter(hal=Hal.SASARAN).values_list("dihitung_pada", flat=True).first()
    penetapan = Penetapan.objects.order_by("-periode").values_list("ditetapkan_pada", flat=True).first()
    hitung_waktu()
    if terakhir is None or timezone.now() - terakhir > SASARAN_SETIAP or (penetapan and penetapan > terakhir):
        hitung_sasaran()
