"""One row of each table of steps, in whatever state a test asks for, and how an act would move it."""

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
from dasar.models import Ekspor
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
from tests.arsitektur.alat import Alat, salin
from tests.basis_data import tanpa_pemicu
from tests.fixtures.pabrik import foto
from tests.fixtures.sanggahan import Perkara
from usulan.alur import ALUR, ALUR_MUSYAWARAH, TETAPKAN, S
from usulan.alur_mandiri import ALUR_KOREKSI, ALUR_MANDIRI, SP, SR
from usulan.koreksi import ajukan_koreksi
from usulan.models import Koreksi, Musyawarah, Pendaftaran, Usulan
from verval.alur import ALUR_BATCH, SAHKAN_BATCH
from verval.models import Batch
from wilayah.models import Wilayah


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
            baris[status] = salin(kursor, "usulan_usulan", asal.pk, isi | cap)
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
        salin(kursor, "usulan_usulan", usulan.pk, isi | {"nik": "9900000000000001"})
        baris = {
            "disusun": asal.pk,
            "diajukan": salin(
                kursor, "usulan_musyawarah", asal.pk, cap | {"status": "diajukan", "nomor_berita_acara": "alat-diajukan"}
            ),
            "dibatalkan": salin(
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
        baris = {s: salin(kursor, "usulan_pendaftaran", asal.pk, cap | {"status": s}) for s in SP.values}
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
        baris = {s: salin(kursor, "usulan_koreksi", asal.pk, cap | {"status": s}) for s in SR.values}
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
            "disahkan": salin(kursor, "verval_batch", asal.pk, surat | {"status": "disahkan"}),
            "dibatalkan": salin(kursor, "verval_batch", asal.pk, {"status": "dibatalkan"}),
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
            status: salin(kursor, "akun_penugasan", asal.pk, {"pengguna_id": o.pk, "nik": o.nik, "status": status})
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
            baris[status] = salin(kursor, "penggunaan_permintaan", asal.pk, isi | {"status": status})
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
        baris = {s: salin(kursor, "akun_pendaftaran", asal.pk, {"status": s} | isi(s)) for s, _ in STATUS_PENDAFTARAN}
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
        baris = {s: salin(kursor, "sanggahan_sanggahan", asal.pk, isi | {"status": s}) for s in SS.values}
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
            perkara = salin(kursor, "sanggahan_sanggahan", s.pk, {})
            return salin(kursor, "sanggahan_keberatan", asal.pk, cap | {"status": status, "sanggahan_id": perkara})

        baris = {status: salinan(status) for status in SK.values}
        lahir = salin(kursor, "sanggahan_sanggahan", s.pk, {})
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
