"""Every state × step × function of every workflow, by the mover and by raw SQL.

The declared table of steps is read once and held against what really moves: what it names must move, everything else must
stay, and the database must refuse by itself what the mover was never asked.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pytest
from django.db import connection, models, transaction

from akun.alur import ALUR as ALUR_PENUGASAN
from akun.alur import (
    ALUR_PENDAFTARAN,
    ALUR_PENGECUALIAN,
    ALUR_TEMUAN,
    LEWATKAN_PENDAFTARAN,
    SETUJUI_PENDAFTARAN,
    STATUS_PENDAFTARAN,
    STATUS_PENUGASAN,
)
from akun.fungsi import F
from akun.models import Pendaftaran as PendaftaranAkun
from akun.models import Pengecualian, Pengguna, Penugasan, TemuanKelayakan
from dasar.alur import Langkah, jalankan, urai_alur
from dasar.galat import Ditolak, TidakBerwenang
from dasar.jejak import Pelaku
from dasar.models import Ekspor, Jejak
from dasar.periode import periode_kini, sebelum
from penetapan.alur import ALUR_PENETAPAN
from penetapan.models import Penetapan
from penggunaan import penyerahan
from penggunaan.alur import ALUR_PERMINTAAN, LAPORKAN, SERAHKAN
from penggunaan.models import Permintaan
from sanggahan.alur import ALUR_KEBERATAN, ALUR_SANGGAHAN, SK, SS
from sanggahan.banding import ajukan_keberatan
from sanggahan.models import Keberatan, Kunjungan, Sanggahan
from tests.arsitektur.alamat import Dunia
from tests.basis_data import tanpa_pemicu
from tests.fixtures.pabrik import foto
from tests.fixtures.sanggahan import Perkara
from usulan.alur import ALUR, ALUR_MUSYAWARAH, TERBUKA, TETAPKAN, S
from usulan.alur_mandiri import ALUR_KOREKSI, ALUR_MANDIRI, SP, SR
from usulan.koreksi import ajukan_koreksi
from usulan.models import Koreksi, Musyawarah, Pendaftaran, Usulan
from verval.alur import ALUR_BATCH, SAHKAN_BATCH
from verval.models import Batch
from wilayah.models import Wilayah

SEMUA_FUNGSI = tuple(f.value for f in F)
DITOLAK_PEMICU = "42501"  # insufficient_privilege


@dataclass
class Alat:
    """One workflow under test: a row per state, and what a raw statement must set beside the state to please the CHECKs.

    `isi` maps a target state to further columns (SQL expressions); `lahir` a target state to the columns of a new row.
    """

    model: type[models.Model]
    alur: tuple[Langkah, ...]
    baris: dict[str, int]
    isi: Callable[[str], dict[str, str]] = lambda ke: {}
    lahir: Callable[[str], dict[str, object]] = lambda ke: {}
    induk: int = 0
    isi_langkah: dict[str, dict[str, object]] = field(default_factory=dict)
    # Who acts in a function where it is not anybody: {function: account}. And the columns that name whoever makes a new row.
    pelaku: dict[str, int] = field(default_factory=dict)
    pembuat: tuple[str, ...] = ()
    # A function that the table of steps names but that these very rows do not admit: it does not appoint their function.
    asing: str = ""

    @property
    def tabel(self) -> str:
        return self.model._meta.db_table


def _salin(kursor, tabel: str, asal: int, isi: dict[str, object]) -> int:
    """A copy of a row with other values; the database gives the number."""
    kursor.execute(
        f"insert into {tabel} select (jsonb_populate_record(t, %s::jsonb || jsonb_build_object("
        f"'id', nextval(pg_get_serial_sequence('{tabel}', 'id'))))).* from {tabel} t where id = %s returning id",
        [json.dumps(isi), asal],
    )
    return kursor.fetchone()[0]


def _usulan(pabrik) -> Alat:
    asal = pabrik.disusun()[0]
    caps = {"diajukan": "desa", "diperiksa": "kabupaten", "diputus": "verifikator", "disahkan": "kepala"}
    caps |= {"dinilai": "penilai", "ditetapkan": "menteri"}
    cap = {}
    # What no deliberation carries comes from a registration that went up.
    dari = pabrik.dialihkan()
    penerima = pabrik.pelaku("auditor").pengguna_id
    langsung = {"musyawarah_id": None, "pendaftaran_id": dari.pk, "dibuat_oleh_id": dari.pemohon_id}
    langsung |= {"diajukan_oleh_id": dari.pemohon_id, "saluran": "mandiri"}
    tanpa_musyawarah = {
        S.LENGKAP: langsung | {"diperiksa_oleh_id": penerima},
        S.DITERUSKAN: langsung | {"diputus_oleh_id": penerima, "verval_pusat": True},
        # A resignation, and what an objection or an appeal asks for.
        S.DIAJUKAN: {"musyawarah_id": None, "saluran": "pengunduran"},
        S.LAYAK: {"musyawarah_id": None, "saluran": "pengunduran"},
    }
    for nama, akun in caps.items():
        cap |= {f"{nama}_pada": "2026-11-01T00:00:00Z", f"{nama}_oleh_id": pabrik.pelaku(akun).pengguna_id}
    baris = {}
    with tanpa_pemicu() as kursor:
        for n, status in enumerate(S.values):
            periode = 202611 if status == S.DITETAPKAN else None
            isi = {"nik": f"99{n:014d}", "status": status, "ditetapkan_periode": periode}
            baris[status] = _salin(kursor, "usulan_usulan", asal.pk, isi | cap)
    return Alat(
        Usulan,
        ALUR,
        baris,
        isi=lambda ke: {"ditetapkan_periode": "202611" if ke == S.DITETAPKAN else "null"},
        lahir=lambda ke: (
            cap
            | {"nik": "9900000000009999", "ditetapkan_periode": 202611 if ke == S.DITETAPKAN else None}
            | tanpa_musyawarah.get(ke, {})
        ),
        pembuat=("dibuat_oleh_id",),
        induk=asal.pk,
        isi_langkah={TETAPKAN.nama: {"ditetapkan_periode": 202611}},
    )


def _musyawarah(pabrik) -> Alat:
    asal = pabrik.musyawarah()
    usulan = pabrik.disusun(musyawarah=asal)[0]
    oleh = pabrik.pelaku("desa").pengguna_id
    cap = {"diajukan_pada": "2026-11-01T00:00:00Z", "diajukan_oleh_id": oleh}
    with tanpa_pemicu() as kursor:
        # A handed-in name, as the seal of a list wants it; the list itself stays open.
        isi = {f"{n}_oleh_id": oleh for n in ("diajukan",)} | {"diajukan_pada": "2026-11-01T00:00:00Z", "status": "diajukan"}
        _salin(kursor, "usulan_usulan", usulan.pk, isi | {"nik": "9900000000000001"})
        baris = {
            "disusun": asal.pk,
            "diajukan": _salin(
                kursor, "usulan_musyawarah", asal.pk, cap | {"status": "diajukan", "nomor_berita_acara": "alat-diajukan"}
            ),
            "dibatalkan": _salin(
                kursor, "usulan_musyawarah", asal.pk, {"status": "dibatalkan", "nomor_berita_acara": "alat-dibatalkan"}
            ),
        }
    return Alat(
        Musyawarah,
        ALUR_MUSYAWARAH,
        baris,
        isi=lambda ke: {
            "diajukan_pada": "now()" if ke == "diajukan" else "null",
            "diajukan_oleh_id": str(oleh) if ke == "diajukan" else "null",
        },
        lahir=lambda ke: (cap if ke == "diajukan" else {}) | {"nomor_berita_acara": "alat-lahir"},
        induk=asal.pk,
    )


def _pendaftaran(pabrik) -> Alat:
    asal = pabrik.pendaftaran()
    desa, kab = pabrik.pelaku("desa").pengguna_id, pabrik.pelaku("kabupaten").pengguna_id
    waktu = "2026-11-01T00:00:00Z"
    cap = {"dialihkan_pada": waktu, "dialihkan_oleh_id": desa, "ditangani_pada": waktu, "ditangani_oleh_id": kab}
    with tanpa_pemicu() as kursor:
        baris = {s: _salin(kursor, "usulan_pendaftaran", asal.pk, cap | {"status": s}) for s in SP.values}
    return Alat(
        Pendaftaran,
        ALUR_MANDIRI,
        baris,
        lahir=lambda ke: cap,
        induk=asal.pk,
        pelaku={F.WARGA: asal.pemohon_id},
        pembuat=("pemohon_id", "dikirim_oleh_id"),
    )


def _koreksi(pabrik) -> Alat:
    warga = pabrik.pelaku("warga")
    asal = ajukan_koreksi("nama", "SITI", oleh=warga)
    cap = {"diputus_pada": "2026-11-01T00:00:00Z", "diputus_oleh_id": pabrik.pelaku("desa").pengguna_id}
    with tanpa_pemicu() as kursor:
        baris = {s: _salin(kursor, "usulan_koreksi", asal.pk, cap | {"status": s}) for s in SR.values}
    return Alat(
        Koreksi,
        ALUR_KOREKSI,
        baris,
        lahir=lambda ke: cap,
        induk=asal.pk,
        pelaku={F.WARGA: warga.pengguna_id},
        pembuat=("pemohon_id",),
    )


def _batch(pabrik) -> Alat:
    asal, _ = pabrik.dibundel()
    kepala = pabrik.pelaku("kepala").pengguna_id
    cap = {"disahkan_pada": "2026-11-01T00:00:00Z", "disahkan_oleh_id": kepala, "jumlah": 1, "sidik": "x"}
    surat = cap | {"nomor_surat": "S-alat", "kode_verifikasi": "KODE-ALAT"}
    with tanpa_pemicu() as kursor:
        baris = {
            "disusun": asal.pk,
            "disahkan": _salin(kursor, "verval_batch", asal.pk, surat | {"status": "disahkan"}),
            "dibatalkan": _salin(kursor, "verval_batch", asal.pk, {"status": "dibatalkan"}),
        }
    tanda = {
        "disahkan_pada": "now()",
        "disahkan_oleh_id": str(kepala),
        "jumlah": "1",
        "sidik": "'y'",
        "nomor_surat": "'S-' || id",
        "kode_verifikasi": "'K-' || id",
    }
    return Alat(
        Batch,
        ALUR_BATCH,
        baris,
        isi=lambda ke: tanda if ke == "disahkan" else {"disahkan_pada": "null", "disahkan_oleh_id": "null"},
        lahir=lambda ke: surat | {"nomor_surat": "S-lahir", "kode_verifikasi": "KODE-LAHIR"} if ke == "disahkan" else {},
        induk=asal.pk,
        isi_langkah={SAHKAN_BATCH.nama: {"nomor_surat": "S-jalan", "jumlah": 1, "sidik": "z", "kode_verifikasi": "KODE-JALAN"}},
    )


def _penetapan(pabrik) -> Alat:
    hasil, _ = pabrik.ditetapkan(periode=sebelum(periode_kini()))
    return Alat(
        Penetapan,
        ALUR_PENETAPAN,
        {"ditetapkan": hasil.pk},
        lahir=lambda ke: {"periode": periode_kini(), "nomor_sk": "lahir", "kode_verifikasi": "KODE-LAHIR"},
        induk=hasil.pk,
    )


def _penugasan(pabrik) -> Alat:
    asal = Penugasan.objects.get(pengguna__username="kecamatan")
    keadaan = [kode for kode, _ in STATUS_PENUGASAN]
    orang = [Pengguna.objects.create(username=f"alat{n}", nama="Alat", nik=f"990000000000000{n}") for n in range(7)]
    with tanpa_pemicu() as kursor:
        baris = {
            status: _salin(kursor, "akun_penugasan", asal.pk, {"pengguna_id": o.pk, "nik": o.nik, "status": status})
            for status, o in zip(keadaan, orang, strict=False)
        }
    return Alat(
        Penugasan,
        ALUR_PENUGASAN,
        baris,
        lahir=lambda ke: {"pengguna_id": orang[-1].pk, "nik": orang[-1].nik},
        induk=asal.pk,
        asing=F.PUSDATIN,
    )


def _temuan(pabrik) -> Alat:
    tugas = Penugasan.objects.filter(fungsi__in=("verifikator", "pengisi_kabupaten", "pengisi_desa"), wilayah__gte="1209")
    with tanpa_pemicu():
        asal = [
            TemuanKelayakan.objects.create(penugasan=p, wilayah_id=p.wilayah_id, jenis="sdm_kesos", status=status)
            for p, status in zip(tugas.order_by("pk"), ("terbuka", "dikecualikan", "selesai"), strict=False)
        ]
    return Alat(
        TemuanKelayakan,
        ALUR_TEMUAN,
        {t.status: t.pk for t in asal},
        lahir=lambda ke: {"jenis": "terdaftar"},
        induk=asal[0].pk,
    )


def _pengecualian(pabrik) -> Alat:
    isi = {"wilayah_id": "1209", "jenis": "sdm_kesos", "nomor_berkas": "B/1", "dasar": "alat", "berlaku_sampai": "2026-12-31"}
    with tanpa_pemicu():
        asal = [Pengecualian.objects.create(nik="9900000000000001", status=s, **isi) for s in ("berlaku", "dicabut")]
    return Alat(Pengecualian, ALUR_PENGECUALIAN, {e.status: e.pk for e in asal}, induk=asal[0].pk)


def _permintaan(pabrik) -> Alat:
    menteri, pusdatin = (pabrik.pelaku(a).pengguna_id for a in ("menteri", "pusdatin"))
    asal = penyerahan.ajukan(
        foto(),
        oleh=pabrik.pelaku("kl"),
        lembaga="Lembaga",
        singkatan="L",
        jabatan="Kepala",
        nomor_surat="S-1",
        dasar_hukum="Perjanjian",
        tujuan="Pemadanan",
        program_id="PKH",
        cakupan=Wilayah.objects.get(pk="1209"),
        kolom=[],
        lama_hari=30,
    )
    isi = {"jenis": "x", "bentuk": "csv", "tujuan": "pemeriksaan_auditor", "pengguna": 1, "fungsi": "kl", "wilayah": "00"}
    ekspor = [
        Ekspor.objects.create(kode=f"E-ALAT-{n}", nama_pengguna="x", saringan="x", cakupan="00", **isi).pk for n in range(3)
    ]
    saat = "2026-11-01T00:00:00Z"
    setuju = {"disetujui_pada": saat, "disetujui_oleh_id": menteri}
    serah = setuju | {"diserahkan_pada": saat, "diserahkan_oleh_id": pusdatin, "bast_id": asal.surat_id}
    serah |= {"dipakai_sampai": "2026-12-01", "laporan_jatuh": "2026-12-01"}
    lapor = {
        "dilaporkan_pada": saat,
        "dilaporkan_oleh_id": pusdatin,
        "laporan_id": asal.surat_id,
        "pemusnahan_id": asal.surat_id,
    }
    tambahan = {
        "disetujui": setuju,
        "diserahkan": serah | {"ekspor_id": ekspor[2]},
        "dilaporkan": serah | lapor | {"ekspor_id": ekspor[2]},
    }
    kosong = dict.fromkeys([*serah, *lapor, "ekspor_id"], "null")
    with tanpa_pemicu() as kursor:
        baris = {"diajukan": asal.pk}
        for n, status in enumerate(("disetujui", "ditolak", "dibatalkan", "diserahkan", "dilaporkan")):
            isi = tambahan.get(status, {}) | ({"ekspor_id": ekspor[n - 3]} if n >= 3 else {})
            baris[status] = _salin(kursor, "penggunaan_permintaan", asal.pk, isi | {"status": status})
    return Alat(
        Permintaan,
        ALUR_PERMINTAAN,
        baris,
        # Only a real officer of another ministry has programmes to ask for.
        pelaku={"kl": pabrik.pelaku("kl").pengguna_id},
        isi=lambda ke: kosong | {k: f"'{v}'" for k, v in tambahan.get(ke, {}).items()},
        lahir=lambda ke: tambahan.get(ke, {}),
        induk=asal.pk,
        isi_langkah={
            SERAHKAN.nama: {
                k: v
                for k, v in tambahan["diserahkan"].items()
                if k in ("bast_id", "ekspor_id", "dipakai_sampai", "laporan_jatuh")
            },
            LAPORKAN.nama: {"laporan_id": asal.surat_id, "pemusnahan_id": asal.surat_id},
        },
    )


def _pendaftaran_akun(pabrik) -> Alat:
    asal = Dunia(pabrik).pendaftaran_akun
    admin, akun = pabrik.pelaku("admin.kab").pengguna_id, pabrik.pelaku("warga").pengguna_id
    utuh = {k: getattr(asal, k) for k in ("nik", "nomor_kk", "nama", "surel", "telepon", "sandi", "foto_ktp_id", "swafoto_id")}
    utuh["tanggal_lahir"] = asal.tanggal_lahir.isoformat()
    hapus = dict.fromkeys(utuh) | {"nama": "", "surel": "", "telepon": "", "sandi": ""}
    belum = {"diputus_pada": None, "diputus_oleh_id": None}
    putus = {"diputus_pada": "2026-11-01T00:00:00Z", "diputus_oleh_id": admin}

    def isi(ke: str) -> dict[str, object]:
        akhir = {"disetujui": putus | {"pengguna_id": akun}, "ditolak": putus}.get(ke, belum)
        # Past its day: before that it is not Pusdatin's (tests/akun/test_tenggat.py).
        waktu = dict.fromkeys(("diajukan_pada", "dieskalasi_pada"), "2026-11-01T00:00:00Z")
        return (hapus if ke == "kedaluwarsa" else utuh) | akhir | waktu

    with tanpa_pemicu() as kursor:
        baris = {s: _salin(kursor, "akun_pendaftaran", asal.pk, {"status": s} | isi(s)) for s, _ in STATUS_PENDAFTARAN}
    return Alat(
        PendaftaranAkun,
        ALUR_PENDAFTARAN,
        baris,
        isi=lambda ke: {k: "null" if v is None else f"'{v}'" for k, v in isi(ke).items()},
        lahir=isi,
        induk=asal.pk,
        isi_langkah={SETUJUI_PENDAFTARAN.nama: {"pengguna_id": akun}, LEWATKAN_PENDAFTARAN.nama: hapus},
    )


def _sanggahan(pabrik) -> Alat:
    asal = Perkara(pabrik, pabrik.pelaku).ditugaskan()
    oleh = pabrik.pelaku("auditor").pengguna_id
    waktu = "2026-11-01T00:00:00Z"
    # Whoever acts is the visitor who was assigned and has reported; the days to answer are over.
    isi = {"petugas_id": oleh, "batas_jawab": "2026-11-01", "alasan": "SG1", "catatan": "Alat."}
    for nama, akun in (("diperiksa", "kabupaten"), ("dikunjungi", "desa"), ("diputus", "verifikator")):
        isi |= {f"{nama}_pada": waktu, f"{nama}_oleh_id": pabrik.pelaku(akun).pengguna_id}
    with tanpa_pemicu() as kursor:
        baris = {s: _salin(kursor, "sanggahan_sanggahan", asal.pk, isi | {"status": s}) for s in SS.values}
        for pk in baris.values():
            Kunjungan.objects.create(
                sanggahan_id=pk, wilayah_id=asal.wilayah_id, dikunjungi_pada=waktu, jawaban="Y" * 10, bertemu=True,
                uraian="Alat.", lintang=1, bujur=100, jumlah_foto=2, dibuat_oleh_id=oleh,
            )  # fmt: skip
    beralasan = {nama: {"catatan": "Alat."} for nama in ("buktikan", "bantah", "tegur")}
    return Alat(Sanggahan, ALUR_SANGGAHAN, baris, lahir=lambda ke: isi, induk=asal.pk, isi_langkah=beralasan)


def _keberatan(pabrik) -> Alat:
    pk = pabrik.pelaku
    s = Perkara(pabrik, pk).tidak_terbukti()
    asal = ajukan_keberatan(s, "Rumah yang difoto bukan rumah keluarga yang disanggah.", oleh=pk("warga"))
    cap = {"diputus_pada": "2026-11-01T00:00:00Z", "diputus_oleh_id": pk("kepala").pengguna_id, "alasan": "KB1"}
    cap |= {"catatan": "Alat."}
    with tanpa_pemicu() as kursor:
        # One appeal per side: each row of the test belongs to an objection of its own.
        def salinan(status: str) -> int:
            perkara = _salin(kursor, "sanggahan_sanggahan", s.pk, {})
            return _salin(kursor, "sanggahan_keberatan", asal.pk, cap | {"status": status, "sanggahan_id": perkara})

        baris = {status: salinan(status) for status in SK.values}
        lahir = _salin(kursor, "sanggahan_sanggahan", s.pk, {})
    beralasan = {nama: {"catatan": "Alat."} for nama in ("terima", "tolak", "pulihkan")}
    return Alat(
        Keberatan,
        ALUR_KEBERATAN,
        baris,
        lahir=lambda ke: cap | {"sanggahan_id": lahir},
        induk=asal.pk,
        isi_langkah=beralasan,
    )


ALAT = {
    "permintaan": _permintaan,
    "usulan": _usulan,
    "musyawarah": _musyawarah,
    "pendaftaran": _pendaftaran,
    "koreksi": _koreksi,
    "sanggahan": _sanggahan,
    "keberatan": _keberatan,
    "batch": _batch,
    "penetapan": _penetapan,
    "penugasan": _penugasan,
    "temuan": _temuan,
    "pengecualian": _pengecualian,
    "pendaftaran_akun": _pendaftaran_akun,
}


@pytest.fixture(params=ALAT)
def alat(request, pabrik) -> Alat:
    return ALAT[request.param](pabrik)


@pytest.fixture
def petugas(pelaku) -> int:
    """The number of somebody who has had no hand in any of the rows: who acts must not decide what this test measures."""
    return pelaku("auditor").pengguna_id


def test_setiap_keadaan_punya_baris_uji(alat):
    assert set(alat.baris) == {nilai for nilai, _ in alat.model._meta.get_field("status").choices}


def test_pemindah_hanya_memindahkan_langkah_yang_tertulis(alat, petugas):
    kombinasi = 0
    nomor = {pk: status for status, pk in alat.baris.items()}
    baris = alat.model.objects.filter(pk__in=nomor)
    for langkah in alat.alur:
        for fungsi in SEMUA_FUNGSI:
            oleh = Pelaku(alat.pelaku.get(fungsi, petugas), fungsi, "00")
            isi = alat.isi_langkah.get(langkah.nama, {})
            if fungsi == alat.asing and fungsi in langkah.fungsi:
                continue  # the next test, by SQL, has it
            sah = fungsi in langkah.fungsi
            titik = transaction.savepoint()
            sebelum_jejak = Jejak.objects.count()
            if sah:
                jumlah = jalankan(baris, langkah, oleh=oleh, alasan="B01", **isi)
            else:
                with pytest.raises(TidakBerwenang):
                    jalankan(baris, langkah, oleh=oleh, alasan="B01", **isi)
                jumlah = 0
            kini = dict(baris.values_list("pk", "status"))
            seharusnya = {pk: (langkah.ke or s) if sah and s in langkah.dari else s for pk, s in nomor.items()}
            assert kini == seharusnya, (langkah.nama, fungsi)
            assert jumlah == sum(s in langkah.dari for s in nomor.values()) * sah, (langkah.nama, fungsi)
            assert Jejak.objects.count() - sebelum_jejak == jumlah, (langkah.nama, fungsi)
            transaction.savepoint_rollback(titik)
            kombinasi += len(nomor)
    print(f"\n{alat.tabel}: {kombinasi} kombinasi keadaan × langkah × fungsi melalui pemindah")


# One attempt per pair of step name and function, each undone whether it was let through or not.
_COBA = """
create function pg_temp.coba(perintah text, langkah text[], fungsi text[], oleh bigint)
returns table (l text, f text, sandi text, kata text) language plpgsql as $$
declare n int;
begin
  perform set_config('dtks.oleh', oleh::text, true), set_config('dtks.awal', '0', true), set_config('dtks.akhir', '~', true);
  for l, f in select * from unnest(langkah, fungsi) loop
    begin
      perform set_config('dtks.langkah', l, true), set_config('dtks.fungsi', f, true);
      execute perintah;
      get diagnostics n = row_count;
      if n <> 1 then raise exception 'tidak menyentuh satu baris: %', n; end if;
      raise exception 'lolos' using errcode = 'P0999';
    exception when others then
      sandi := sqlstate; kata := sqlerrm; return next;
    end;
  end loop;
end $$
"""


def _perintah(alat: Alat, petugas: int) -> Iterable[tuple[str, str, str]]:
    """(from, to, statement) for every pair of states, birth ('') included."""
    tujuan = list(alat.baris)
    for ke in tujuan:
        # Whoever adds a proposal is its maker; that rule has tests of its own.
        isi = json.dumps(dict.fromkeys(alat.pembuat, petugas) | {"status": ke} | alat.lahir(ke))
        yield (
            "",
            ke,
            f"insert into {alat.tabel} select (jsonb_populate_record(t, $j${isi}$j$::jsonb || '{{\"id\": -1}}')).*"
            f" from {alat.tabel} t where id = {alat.induk}",
        )
        for dari, pk in alat.baris.items():
            kolom = {"status": f"'{ke}'", "catatan": "'diubah langsung'"} | alat.isi(ke)
            yield dari, ke, f"update {alat.tabel} set {', '.join(f'{k} = {v}' for k, v in kolom.items())} where id = {pk}"


def _upaya(alat: Alat, dari: str, ke: str) -> list[tuple[str, str]]:
    """(step, function) to try on one pair of states: every step by who may take it, and every function wherever the target
    is one of the step. What is left out is wrong three times over: state, target and function.
    """
    sendiri = {(x.nama, f.value) for x in alat.alur for f in x.fungsi}
    tujuan = {(x.nama, f) for x in alat.alur if (x.ke or dari) == ke for f in SEMUA_FUNGSI}
    tanpa_nama = {(nama, F.SISTEM.value) for nama in ("", "langkah_karangan")}
    return sorted(sendiri | tujuan | tanpa_nama)


def test_basis_data_menolak_setiap_langkah_yang_tidak_tertulis(alat, petugas):
    lolos, kombinasi, lain = set(), 0, {}
    with connection.cursor() as kursor:
        kursor.execute(_COBA)
        for oleh in {alat.pelaku.get(f, petugas) for f in SEMUA_FUNGSI}:
            for dari, ke, perintah in _perintah(alat, oleh):
                upaya = [(n, f) for n, f in _upaya(alat, dari, ke) if alat.pelaku.get(f, petugas) == oleh]
                kursor.execute(
                    "select l, f, sandi, kata from pg_temp.coba(%s, %s::text[], %s::text[], %s)",
                    [perintah, [n for n, _ in upaya], [f for _, f in upaya], oleh],
                )
                for langkah, fungsi, sandi, kata in kursor.fetchall():
                    kombinasi += 1
                    if sandi == "P0999":
                        lolos.add((langkah, dari, ke, fungsi))
                    elif sandi != DITOLAK_PEMICU or "tidak sah" not in kata:
                        lain[dari, ke] = kata
    assert lain == {}, "ditolak bukan oleh tabel langkah"
    assert lolos == {x for x in urai_alur(alat.alur) if x[3] != alat.asing}
    print(f"\n{alat.tabel}: {kombinasi} kombinasi lewat SQL, {len(lolos)} sah")


@pytest.mark.parametrize(
    "alur",
    [
        ALUR,
        ALUR_MUSYAWARAH,
        ALUR_MANDIRI,
        ALUR_KOREKSI,
        ALUR_BATCH,
        ALUR_SANGGAHAN,
        ALUR_KEBERATAN,
        ALUR_PENETAPAN,
        ALUR_PENUGASAN,
        ALUR_TEMUAN,
        ALUR_PENGECUALIAN,
        ALUR_PENDAFTARAN,
    ],
)
def test_setiap_keadaan_dapat_dicapai_dan_tidak_ada_langkah_kembar(alur):
    dicapai = {""}
    while baru := {x.ke for x in alur if x.ke and set(x.dari) & dicapai} - dicapai:
        dicapai |= baru
    assert {s for x in alur for s in x.dari} <= dicapai
    assert len({x.nama for x in alur}) == len(alur)
    # One pair of states and one function tell one step: the history can be read without its name.
    pasangan = [(d, k, f) for _, d, k, f in urai_alur(alur)]
    assert len(set(pasangan)) == len(pasangan)


def test_keadaan_akhir_usulan_tidak_punya_jalan_keluar_selain_dibatalkan_saat_masih_di_desa():
    keluar = {(d, x.nama) for x in ALUR for d in x.dari if d and d not in TERBUKA}
    assert keluar == {("ditolak_musdes", "setujui_musdes"), ("ditolak_musdes", "batalkan")}


@pytest.mark.parametrize(
    "langkah",
    [
        x
        for x in ALUR
        + ALUR_MANDIRI
        + ALUR_KOREKSI
        + ALUR_BATCH
        + ALUR_MUSYAWARAH
        + ALUR_PENUGASAN
        + ALUR_TEMUAN
        + ALUR_PENGECUALIAN
        + ALUR_PENDAFTARAN
        if x.wajib_alasan
    ],
)
def test_langkah_yang_merugikan_wajib_beralasan(langkah, pelaku):
    with pytest.raises(Ditolak, match="alasan") as galat:
        jalankan(Usulan.objects.none(), langkah, oleh=Pelaku(1, langkah.fungsi[0], "00"))
    assert galat.value.kode == "alasan-kosong"


def test_jumlah_pernyataan_sama_untuk_satu_dan_lima_puluh_baris(pabrik, django_assert_num_queries):
    from_asal = pabrik.disusun()[0]
    with tanpa_pemicu() as kursor:
        nomor = [_salin(kursor, "usulan_usulan", from_asal.pk, {"nik": f"98{n:014d}"}) for n in range(51)]
    oleh = pabrik.pelaku("desa")
    setujui = next(x for x in ALUR if x.nama == "setujui_musdes")
    for pk in (nomor[:1], nomor[1:]):
        # Begin (a savepoint here), who acted before, who acts now, the UPDATE, who acted before again, release.
        with django_assert_num_queries(6):
            assert jalankan(Usulan.objects.filter(pk__in=pk), setujui, oleh=oleh) == len(pk)
    assert Jejak.objects.filter(tabel="usulan_usulan", objek__in=nomor, ke="disetujui_musdes").count() == 51
