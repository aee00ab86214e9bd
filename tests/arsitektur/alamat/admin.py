"""Django's admin: reference data for Pusdatin; nothing can be deleted, accounts can only be looked at."""

from tests.arsitektur.alamat import Alamat, pemegang
from usulan.models import Jadwal

PUSDATIN = pemegang("kelola_rujukan")


def _jadwal(dunia) -> tuple:
    tanggal = [f"2026-12-{hari:02}" for hari in (10, 15, 20, 25, 30)]
    batas = ("batas_desa", "batas_kabupaten", "batas_pengesahan", "batas_penilaian", "batas_penetapan")
    isi = dict(zip(batas, tanggal, strict=True))
    return (Jadwal.objects.get_or_create(periode=202612, wilayah_id="00", defaults=isi)[0].pk,)


def _baris(awalan: str, args, ubah: bool) -> dict[str, Alamat]:
    dasar = {
        f"admin:{awalan}_changelist": Alamat(PUSDATIN, daftar=True),
        f"admin:{awalan}_add": Alamat(PUSDATIN, boleh=200 if ubah else 403),
        f"admin:{awalan}_change": Alamat(PUSDATIN, args=args),
        f"admin:{awalan}_history": Alamat(PUSDATIN, args=args),
        f"admin:{awalan}_delete": Alamat(PUSDATIN, boleh=403, args=args),
    }
    impor = {
        f"admin:{awalan}_import": Alamat(PUSDATIN),
        f"admin:{awalan}_process_import": Alamat(PUSDATIN, boleh=405),
        f"admin:{awalan}_export": Alamat(PUSDATIN),
    }
    return dasar | impor if ubah else dasar


ALAMAT = {
    "admin:index": Alamat(PUSDATIN),
    "admin:login": Alamat(PUSDATIN, boleh=302, lain=302),
    "admin:logout": Alamat(PUSDATIN, boleh=302),
    "admin:password_change": Alamat(PUSDATIN, boleh=302),
    "admin:password_change_done": Alamat(PUSDATIN, boleh=302),
    "admin:autocomplete": Alamat(PUSDATIN, boleh=403),
    "admin:jsi18n": Alamat(PUSDATIN),
    "admin:view_on_site": Alamat(PUSDATIN, boleh=404, args=lambda d: (999999, 1)),
    "admin:app_list": Alamat(PUSDATIN, args=lambda d: ("usulan",)),
    "/admin/(?P<url>.*)$": Alamat(PUSDATIN, boleh=404, jalur="/admin/tidak-ada/"),
    **_baris("dtks_program", lambda d: ("PKH",), ubah=True),
    **_baris("usulan_kodealasan", lambda d: ("C01",), ubah=True),
    **_baris("usulan_jadwal", _jadwal, ubah=True),
    **_baris("akun_sdmkesos", lambda d: (d.temuan.penugasan.nik,), ubah=True),
    # A list of persons goes in and does not come out.
    "admin:akun_sdmkesos_export": Alamat(PUSDATIN, boleh=403),
    **_baris("akun_pengguna", lambda d: (d.pengguna.pk,), ubah=False),
    **_baris("akun_penugasan", lambda d: (d.pengguna.penugasan.get(status="aktif").pk,), ubah=False),
}
for _awalan, _kunci in (("dtks/program", "PKH"), ("usulan/kodealasan", "C01"), ("usulan/jadwal", "1")):
    ALAMAT[f"/admin/{_awalan}/<path:object_id>/"] = Alamat(PUSDATIN, boleh=302, jalur=f"/admin/{_awalan}/{_kunci}/")
for _awalan in ("akun/pengguna", "akun/penugasan", "akun/sdmkesos"):
    ALAMAT[f"/admin/{_awalan}/<path:object_id>/"] = Alamat(PUSDATIN, boleh=302, jalur=f"/admin/{_awalan}/1/")
