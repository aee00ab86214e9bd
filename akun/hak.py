"""guardian permissions follow the assignment: given when it becomes active, withdrawn when it stops, compared and repaired.

The declared table (akun/fungsi.py) and the active assignments say what must stand; Django's own flags and groups open
nothing in this portal, so an account that carries one has drifted too.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db import connection, transaction

from akun.alur import AKTIF
from akun.fungsi import DAFTAR_FUNGSI, FUNGSI
from akun.models import IzinWilayahGrup, IzinWilayahPengguna, Pengguna, Penugasan
from dasar.jejak import SISTEM, catat

TABEL = "akun_pengguna"


def beri(penugasan: Iterable[Penugasan]) -> None:
    """Give the rights of these assignments on their areas; what stands already stays."""
    penugasan = list(penugasan)
    perlu = {izin for p in penugasan for izin in FUNGSI[p.fungsi].izin}
    nomor = _nomor_izin(perlu)
    IzinWilayahPengguna.objects.bulk_create(
        [
            IzinWilayahPengguna(user_id=p.pengguna_id, content_object_id=p.wilayah_id, permission_id=nomor[izin])
            for p in penugasan
            for izin in FUNGSI[p.fungsi].izin
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )


def cabut(pengguna: Collection[int]) -> None:
    """Withdraw every right of these accounts: a person holds one function, so nothing else is lost."""
    IzinWilayahPengguna.objects.filter(user__in=pengguna).delete()


def _nomor_izin(kode: Collection[str]) -> dict[str, int]:
    return dict(Permission.objects.filter(content_type__app_label="wilayah", codename__in=kode).values_list("codename", "pk"))


@dataclass(frozen=True, slots=True)
class Selisih:
    """One drift: what kind, whose account, on which area, which right; `sebab` says how it came about, as far as one sees."""

    jenis: str
    pengguna: int
    wilayah: str
    izin: str
    sebab: str

    def __str__(self) -> str:
        letak = f" di {self.wilayah}" if self.wilayah else ""
        return f"{self.jenis}: akun {self.pengguna}, {self.izin}{letak} ({self.sebab})"


_IZIN = f"""
with tabel(fungsi, izin) as (values {", ".join(f"('{f.kode}', '{i}')" for f in DAFTAR_FUNGSI for i in f.izin)}),
seharusnya as (
  select p.pengguna_id as pengguna, p.wilayah_id as wilayah, t.izin
    from akun_penugasan p join tabel t using (fungsi) where p.status = '{AKTIF}'),
ada as (
  select i.user_id as pengguna, i.content_object_id as wilayah, h.codename as izin
    from akun_izinwilayahpengguna i join auth_permission h on h.id = i.permission_id),
beda as (
  (select 'kurang' as jenis, * from seharusnya except all select 'kurang', * from ada)
  union all
  (select 'lebih', * from ada except all select 'lebih', * from seharusnya))
select b.jenis, b.pengguna, b.wilayah, b.izin,
       case when b.jenis = 'kurang' then 'penugasan ' || p.fungsi || ' aktif tanpa izin ini'
            when p.id is null then coalesce('penugasan ' || (
              select t.status from akun_penugasan t where t.pengguna_id = b.pengguna order by t.id desc limit 1), 'tanpa penugasan')
            when p.wilayah_id <> b.wilayah then 'wilayah penugasan ' || p.wilayah_id
            else 'bukan izin fungsi ' || p.fungsi end
  from beda b left join akun_penugasan p on p.pengguna_id = b.pengguna and p.status = '{AKTIF}'
 order by 2, 3, 1, 4
"""
# Groups and Django's own flags: none of them is ever used here.
_LAIN = """
select 'izin_grup', 0::bigint, i.content_object_id, h.codename, 'grup ' || g.name
  from akun_izinwilayahgrup i join auth_permission h on h.id = i.permission_id join auth_group g on g.id = i.group_id
union all
select 'grup', k.pengguna_id, '', g.name, 'akun anggota grup' from akun_pengguna_groups k join auth_group g on g.id = k.group_id
union all
select 'izin_django', u.pengguna_id, '', h.codename, 'izin langsung pada akun'
  from akun_pengguna_user_permissions u join auth_permission h on h.id = u.permission_id
union all
select 'tanda', p.id, '', t.nama, 'tanda Django pada akun'
  from akun_pengguna p cross join lateral (values ('is_superuser', p.is_superuser), ('is_staff', p.is_staff)) as t(nama, nyala)
 where t.nyala
 order by 2, 3, 1, 4
"""


def selisih() -> list[Selisih]:
    """Every difference between what stands and what the declared table and the active assignments say."""
    hasil = []
    with connection.cursor() as kursor:
        for perintah in (_IZIN, _LAIN):
            kursor.execute(perintah)
            hasil += [Selisih(*baris) for baris in kursor.fetchall()]
    return hasil


@transaction.atomic
def perbaiki(beda: Iterable[Selisih]) -> None:
    """Bring each difference back to what is declared, with one event each. A right is only ever given by an assignment."""
    beda = list(beda)
    nomor = _nomor_izin({s.izin for s in beda})
    for s in beda:
        match s.jenis:
            case "kurang":
                IzinWilayahPengguna.objects.create(user_id=s.pengguna, content_object_id=s.wilayah, permission_id=nomor[s.izin])
            case "lebih":
                IzinWilayahPengguna.objects.filter(
                    user=s.pengguna, content_object=s.wilayah, permission__codename=s.izin
                ).delete()
            case "izin_grup":
                IzinWilayahGrup.objects.filter(
                    content_object=s.wilayah, permission__codename=s.izin, group__name=s.sebab.removeprefix("grup ")
                ).delete()
            case "grup":
                Pengguna.groups.through.objects.filter(pengguna=s.pengguna, group__name=s.izin).delete()
            case "izin_django":
                Pengguna.user_permissions.through.objects.filter(pengguna=s.pengguna, permission__codename=s.izin).delete()
            case "tanda":
                Pengguna.objects.filter(pk=s.pengguna).update(**{s.izin: False})
        catat(SISTEM, "perbaiki_hak", TABEL, s.pengguna or None, s.wilayah, str(s))


def catat_dinding(penyimpangan: Iterable[str]) -> None:
    """An event for every grant or row policy that was put back as declared (akun.perlindungan)."""
    for satu in penyimpangan:
        catat(SISTEM, "perbaiki_dinding", "", None, "", satu)
