"""People out of an officer's reach, and a way of asking that notices when an answer speaks of them or touches them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from dasar.jejak import Pelaku
from dasar.models import Jejak
from dtks.register.models import Individu
from usulan.models import Usulan

JAUH, TETANGGA = "3604172004", "1209212002"
DIJAWAB = frozenset({200, 302, 404, 409, 422})
TIADA = frozenset({404})


@dataclass
class Asing:
    """Persons of another kabupaten (`jauh_`) and of the next village (`tetangga_`) in every state, beside the actor's own."""

    pabrik: object
    milik: dict[str, Usulan] = field(default_factory=dict)
    luar: dict[str, Usulan] = field(default_factory=dict)

    def di_luar(self, pelaku: Pelaku) -> list[Usulan]:
        return [u for u in self.luar.values() if not pelaku.mencakup(u.wilayah_id)]

    def rahasia(self, pelaku: Pelaku) -> set[str]:
        """Strings that only a row out of the actor's reach can have put into an answer."""
        return {n for u in self.di_luar(pelaku) for n in (u.nik, u.nomor_kk, u.nomor, u.nama, u.ibu_kandung)}

    def keadaan(self, pelaku: Pelaku) -> dict:
        """All that a change to those rows would show in."""
        luar = self.di_luar(pelaku)
        return {
            "usulan": list(Usulan.objects.filter(pk__in=[u.pk for u in luar]).order_by("pk").values()),
            "register": Individu.objects.filter(wilayah__in={u.wilayah_id for u in luar}).count(),
            "jejak": Jejak.objects.filter(ke__isnull=False)
            .exclude(wilayah__gte=pelaku.rentang[0], wilayah__lt=pelaku.rentang[1])
            .aggregate(n=Max("pk"))["n"],
        }


def buat_asing(pabrik) -> Asing:
    """Makes them all, and leaves the factory as it was."""
    hasil = Asing(pabrik)
    anggota = pabrik.anggota
    hasil.milik = {n: getattr(pabrik, n)()[0] for n in ("lengkap", "diajukan", "disusun")}
    hasil.milik["dibundel"] = pabrik.dibundel()[1][0]
    # From here on the persons of an area carry a name that nobody else has.
    for akun, nama, ibu in (("desa2", "XAVERIUS JAUH", "ZULAIKHA WYX"), ("desa3", "XAVERIUS TETANGGA", "ZULAIKHA QUE")):
        jenis = {"desa2": "jauh", "desa3": "tetangga"}[akun]
        pabrik.anggota = lambda *a, n=nama, i=ibu, **k: [o | {"nama": n, "ibu_kandung": i} for o in anggota(*a, **k)]
        for satu in ("lengkap", "diajukan", "disusun", "lolos"):
            hasil.luar[f"{jenis}_{satu}"] = getattr(pabrik, satu)(akun)[0]
        hasil.luar[f"{jenis}_dibundel"] = pabrik.dibundel(akun)[1][0]
    pabrik.anggota = anggota
    pabrik.ditetapkan()
    for satu in hasil.luar.values():
        satu.refresh_from_db()
    return hasil


class Uji:
    """Asks as an account, rolls back what the answer changed, and notes what should not have been."""

    def __init__(self, asing: Asing, masuk, pelaku) -> None:
        self.asing, self.masuk, self.pelaku, self.salah = asing, masuk, pelaku, []

    def __call__(self, akun: str, kata: str, minta: Callable, *, kecuali: set[str] = frozenset(), boleh=DIJAWAB) -> str:
        """`kecuali`: what the actor typed himself and reads again in the box where he typed it. Returns the answer's body."""
        pelaku, klien = self.pelaku(akun), self.masuk(akun)
        sebelum = self.asing.keadaan(pelaku)
        with transaction.atomic():
            jawaban = minta(klien)
            isi = (jawaban.getvalue() if jawaban.streaming else jawaban.content).decode(errors="replace")
            if jawaban.status_code not in boleh:
                self.salah.append(f"{akun} {kata}: dijawab {jawaban.status_code}")
            if bocor := [r for r in self.asing.rahasia(pelaku) - kecuali if r in isi]:
                self.salah.append(f"{akun} {kata}: menyebut {bocor}")
            if self.asing.keadaan(pelaku) != sebelum:
                self.salah.append(f"{akun} {kata}: mengubah sesuatu di luar wilayahnya")
            transaction.set_rollback(True)
        return isi
