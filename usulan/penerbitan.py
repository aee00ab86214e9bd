"""Proposals that no deliberation carries (domain.md 4.2, 4.4; Pasal 9 Permensos 3/2021): made here, by whichever app decides.

Such a proposal is an ordinary one from its first state on: completeness, verdict, signature, assessment and determination
are the same, by the same three persons. It never lies in a village's hands, so it is not returned there.
"""

from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.alur import jalankan, pastikan_boleh
from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import SISTEM, Pelaku, atas_nama
from dtks.register.models import Individu, Keluarga
from usulan.alur import CABUT, TERBITKAN, TERBITKAN_LAYAK
from usulan.models import Usulan

# A person's data as the register and a proposal both hold them.
KOLOM_ORANG = (
    "nik", "nomor_kk", "nama", "tempat_lahir", "tanggal_lahir", "ibu_kandung", "jenis_kelamin", "pekerjaan", "status_kawin",
    "pendidikan", "hubungan", "disabilitas",
)  # fmt: skip
KOLOM_ALAMAT = ("alamat", "rt", "rw")


def isi_dari_register(nik: str) -> dict[str, object]:
    """A person's data and address as the register holds them now, or held them last. Raises Ditolak for one it never held."""
    orang = Individu.objects.filter(nik=nik).order_by("-dari").first()
    if orang is None:
        raise Ditolak("Orang ini tidak pernah tercatat dalam DTKS.", "tidak-terdaftar")
    keluarga = Keluarga.objects.filter(nomor_kk=orang.nomor_kk).order_by("-dari").first()
    return {"wilayah_id": orang.wilayah_id, **_ambil(orang, KOLOM_ORANG), **_ambil(keluarga, KOLOM_ALAMAT)}


def isi_dari_usulan(usulan: Usulan) -> dict[str, object]:
    """A person's data and address as an earlier proposal held them."""
    return {"wilayah_id": usulan.wilayah_id, **_ambil(usulan, (*KOLOM_ORANG, *KOLOM_ALAMAT))}


def _ambil(baris, kolom: Collection[str]) -> dict[str, object]:
    return {k: getattr(baris, k) for k in kolom}


def terbitkan(
    isi: Mapping[str, object],
    *,
    saluran: str,
    jenis: str,
    program: str = "NONBANSOS",
    sebab: str = "",
    catatan: str = "",
    oleh: Pelaku,
    diperiksa: tuple | None = None,
    diputus: tuple | None = None,
) -> Usulan:
    """Make one proposal without a deliberation, handed in at once.

    `isi`: the person's data and `wilayah_id`, as `isi_dari_register` gives them; `oleh` makes and hands in: the citizen or
    the village for a resignation or a self-registration, the system for what an objection or an appeal decided. With
    `diperiksa` and `diputus`, each (account, moment), it carries the stamps of those who checked and decided the objection
    and waits for the signature; without them it waits for the completeness check. Raises Ditolak for a second open
    proposal of the person for the programme.
    """
    langkah = TERBITKAN_LAYAK if diputus else TERBITKAN
    pastikan_boleh(langkah, oleh, str(isi["wilayah_id"]))
    cap = {}
    if diperiksa and diputus:
        cap = {
            "diperiksa_oleh_id": diperiksa[0], "diperiksa_pada": diperiksa[1],
            "diputus_oleh_id": diputus[0], "diputus_pada": diputus[1], "cara_verval": Usulan.Cara.KUNJUNGAN,
        }  # fmt: skip
    try:
        # A citizen makes a proposal without being one of those who read proposals.
        with atas_nama(oleh, langkah.nama), seluruh_negeri(), transaction.atomic():
            return Usulan.objects.create(
                **isi, saluran=saluran, jenis=jenis, program_id=program, sebab=sebab, catatan=catatan, status=langkah.ke,
                dibuat_oleh_id=oleh.pengguna_id, diajukan_oleh_id=oleh.pengguna_id, diajukan_pada=timezone.now(), **cap,
            )  # fmt: skip
    except IntegrityError as galat:
        if "usulan_satu_terbuka" in str(galat):
            raise Ditolak(
                "Orang ini masih memiliki usulan lain yang belum selesai untuk program yang sama. Tunggu sampai usulan itu selesai.",
                "V-PRG-04",
            ) from galat
        raise


def cabut(usulan: Collection[int], *, alasan: str, catatan: str) -> int:
    """Take back proposals that are not yet gathered for the signature, because an appeal succeeded. Returns how many."""
    return jalankan(Usulan.objects.filter(pk__in=usulan), CABUT, oleh=SISTEM, alasan=alasan, catatan=catatan)
