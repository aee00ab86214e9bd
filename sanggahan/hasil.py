"""What a decision changes: ordinary proposals, made by the portal, each with its case as evidence. Nothing else is touched."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from dasar.galat import Ditolak
from dasar.jangkauan import seluruh_negeri
from dasar.jejak import SISTEM
from dtks.register.models import Individu, Kepesertaan
from sanggahan.models import Keberatan, Sanggahan, UsulanHasil
from usulan.alur import CABUT, S
from usulan.models import Usulan
from usulan.penerbitan import isi_dari_register, isi_dari_usulan, terbitkan

HASIL = Sanggahan.Hasil


def keluarkan(
    perkara: Sanggahan | Keberatan,
    hasil: str,
    sebab: str,
    *,
    catatan: str,
    diperiksa: tuple | None = None,
    diputus: tuple | None = None,
) -> list[Usulan]:
    """Propose what a proven case asks for: an end to each programme of the person, or the way out of the register.

    `diperiksa`, `diputus`: (account, moment) of the checker and the decider, whose stamps the proposal carries on to the
    signature; without them it waits for the completeness check. Raises Ditolak when the person has left the register since,
    receives no programme that could end, or is proposed already.
    """
    with seluruh_negeri(), transaction.atomic():
        if not Individu.objects.berlaku().filter(nik=perkara.nik).exists():
            raise Ditolak("Orang ini tidak lagi tercatat dalam DTKS. Tidak ada yang dapat diusulkan.", "tidak-terdaftar")
        program = ["NONBANSOS"]
        if hasil == HASIL.PENGHENTIAN:
            program = list(
                Kepesertaan.objects.berlaku().filter(nik=perkara.nik).order_by("program").values_list("program", flat=True)
            )
            if not program:
                raise Ditolak("Orang ini tidak menerima program. Pilih penonaktifan dari DTKS.", "bukan-peserta")
        isi = isi_dari_register(perkara.nik)
        saluran = Usulan.Saluran.SANGGAHAN if isinstance(perkara, Sanggahan) else Usulan.Saluran.KEBERATAN
        usulan = [
            terbitkan(
                isi, saluran=saluran, jenis=hasil, program=satu, sebab=sebab, catatan=catatan, oleh=SISTEM,
                diperiksa=diperiksa, diputus=diputus,
            )
            for satu in program
        ]  # fmt: skip
        _tautkan(perkara, usulan)
    return usulan


def _tautkan(perkara: Sanggahan | Keberatan, usulan: Iterable[Usulan]) -> None:
    kunci = "sanggahan" if isinstance(perkara, Sanggahan) else "keberatan"
    UsulanHasil.objects.bulk_create(UsulanHasil(**{kunci: perkara}, usulan=u, wilayah_id=u.wilayah_id) for u in usulan)


def pulihkan(keberatan: Keberatan, asal: Usulan) -> bool | None:
    """Bring back what the proposal `asal` took or refused, by ordinary proposals.

    Returns True when something was proposed or withdrawn, False when there is nothing to undo, None when `asal` is on its way
    through other hands and has to arrive first: asked again every night.
    """
    asal = Usulan.objects.get(pk=asal.pk)
    catatan = f"Keberatan {keberatan.nomor} diterima kepala dinas sosial. {keberatan.catatan}"
    keluar = asal.jenis in (Usulan.Jenis.PENGHENTIAN, Usulan.Jenis.PENONAKTIFAN)
    if keluar:
        if asal.status in CABUT.dari:
            return None
        if asal.status in (S.DIBATALKAN, S.TIDAK_LAYAK):
            return False
        if asal.status != S.DITETAPKAN:
            return None
        usulan = [(jenis, program) for jenis, program in _yang_hilang(asal)]
    elif asal.status in (S.TIDAK_LAYAK, S.DITOLAK_MUSDES):
        terdaftar = Individu.objects.berlaku().filter(nik=asal.nik).exists()
        usulan = [
            (Usulan.Jenis.BANSOS if terdaftar and asal.program_id != "NONBANSOS" else Usulan.Jenis.MASUK, asal.program_id)
        ]
        if terdaftar and asal.program_id == "NONBANSOS":
            return False
    else:
        return False
    if not usulan:
        return False
    isi = isi_dari_usulan(asal)
    _tautkan(
        keberatan,
        [
            terbitkan(isi, saluran=Usulan.Saluran.KEBERATAN, jenis=jenis, program=program, catatan=catatan, oleh=SISTEM)
            for jenis, program in usulan
        ],
    )
    return True


def _yang_hilang(asal: Usulan) -> list[tuple[str, str]]:
    """(kind, programme) of what must be proposed so that the person stands where he stood before `asal` was determined."""
    terdaftar = Individu.objects.berlaku().filter(nik=asal.nik).exists()
    jenis = Usulan.Jenis.BANSOS if terdaftar else Usulan.Jenis.MASUK
    if asal.jenis == Usulan.Jenis.PENGHENTIAN:
        program = [asal.program_id]
    else:
        lama = Kepesertaan.objects.filter(nik=asal.nik, sampai=asal.ditetapkan_periode).order_by("program")
        program = list(lama.values_list("program", flat=True)) or ([] if terdaftar else ["NONBANSOS"])
    kini = set(Kepesertaan.objects.berlaku().filter(nik=asal.nik).values_list("program", flat=True))
    return [(jenis, p) for p in program if p not in kini]


def yang_dapat_dicabut(keberatan: Keberatan) -> list[int]:
    """Proposals that the appealed objection made and that are not gathered for the signature yet."""
    return (
        list(
            Usulan.objects.filter(Q(hasil_sanggahan__sanggahan=keberatan.sanggahan_id), status__in=CABUT.dari).values_list(
                "pk", flat=True
            )
        )
        if keberatan.sanggahan_id
        else []
    )
