"""The second wall: which tables hold data of persons, who sees their rows, what the application may do with them.

One declared table; `manage.py migrate` installs what it says (`pasang`), `manage.py periksa_hak` compares (`penyimpangan`),
and a test fails when a table of the database is missing here. How a policy says who looks: akun.syarat_baris.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from akun.fungsi import FUNGSI_BERKECAMATAN
from akun.pandangan import PANDANGAN, pandangan_menyimpang, sql_pandangan
from akun.pintu_data import pintu_menyimpang, sql_pasang, tanda
from akun.syarat_baris import (
    BAGIAN_PEMBACA,
    FUNGSI_PEMBACA,
    ISI_JANGKAUAN,
    IZIN_REGISTER,
    IZIN_USULAN,
    JANGKAUAN,
    berfungsi,
    dalam,
)
from dasar.jejak import PANJANG_KECAMATAN

PERAN = "dtks_aplikasi"


@dataclass(frozen=True, slots=True)
class Lindung:
    """One table of personal data.

    `lihat` is the SQL condition under which a row is seen and may be written; `tulis` another one for new rows ('' = the
    same; rows that are seen may then be changed, if `hak` says so). `hak` are the application's grants.
    """

    lihat: str
    tulis: str = ""
    hak: str = "select, insert, update"


# Whoever may see a row because it is about the own account; the system sees everybody's.
_SENDIRI = "{} = nullif(current_setting('dtks.lihat_oleh', true), '')::bigint"
_PETUGAS_USULAN = dalam("wilayah_id", "lihat_usulan")

_usulan = Lindung(dalam("wilayah_id", *IZIN_USULAN))
_register = Lindung(dalam("wilayah_id", *IZIN_REGISTER))
# Tables that carry a programme: whoever is narrowed by it reads a view (akun.pandangan), not the table.
_usulan_berprogram = Lindung(dalam("wilayah_id", *IZIN_USULAN, berprogram=False))
_BERHITUNG = (*IZIN_USULAN, *IZIN_REGISTER, "kelola_pengguna")
# Counts per village can point at a person. Triggers insert them in the name of whoever acts; a job folds them.
_rekap = Lindung(dalam("wilayah_id", *_BERHITUNG), hak="select, insert, update, delete")
_rekap_berprogram = Lindung(dalam("wilayah_id", *_BERHITUNG, berprogram=False), hak=_rekap.hak)

# Objections: whoever works on them in the district and above; a village and its citizens from the visit on.
_PERKARA = ("periksa_sanggahan", "putuskan_sanggahan", "putuskan_keberatan", "lihat_jejak")
# Who objected is for those who decide and those who audit, and for the objector.
_PENYANGGAH = berfungsi("putuskan_sanggahan", "lihat_jejak")
_sanggahan_sendiri = f"sanggahan_id in (select sanggahan_id from sanggahan_penyanggah where {_SENDIRI.format('pengguna_id')})"
_aduan = f"{dalam('wilayah_id')} and {berfungsi(*_PERKARA)} or {_sanggahan_sendiri}"
_kunjungan = f"{dalam('wilayah_id')} and {berfungsi(*_PERKARA, 'kunjungi_sanggahan')}"
_TETAP = "select, insert"

LINDUNG: dict[str, Lindung] = {
    "usulan_usulan": _usulan_berprogram,
    # A self-registration is its applicant's own until it is sent, and then its area's too.
    "usulan_pendaftaran": Lindung(
        f"{_SENDIRI.format('pemohon_id')} or ({_PETUGAS_USULAN} and (status <> 'disusun' or {FUNGSI_PEMBACA} = 'sistem'))"
    ),
    "usulan_anggotapendaftaran": Lindung(
        "pendaftaran_id in (select id from usulan_pendaftaran)", hak="select, insert, update, delete"
    ),
    "usulan_koreksi": Lindung(f"{_SENDIRI.format('pemohon_id')} or ({_PETUGAS_USULAN})"),
    "usulan_survei": Lindung(
        f"case when pendaftaran_id is null then {_usulan.lihat} else pendaftaran_id in (select id from usulan_pendaftaran) end"
    ),
    "usulan_musyawarah": _usulan,
    # Its staged lines carry programmes; no narrowed function has anything to do with them.
    "usulan_impor": _usulan_berprogram,
    "usulan_dokumenmusyawarah": Lindung(
        "musyawarah_id in (select id from usulan_musyawarah)", hak="select, insert, update, delete"
    ),
    "usulan_barisimpor": Lindung("impor_id in (select id from usulan_impor)", hak="select, insert, update, delete"),
    "dtks_individu": _register,
    "dtks_keluarga": _register,
    "dtks_kepesertaan": Lindung(dalam("wilayah_id", *IZIN_REGISTER, berprogram=False)),
    # What the civil registry answered, for those who judge the proposal.
    "dtks_padanan": Lindung(f"{dalam('wilayah_id', *IZIN_USULAN)} or {berfungsi('nilai_integritas')}"),
    "penetapan_penilaian": _usulan,
    "penetapan_temuanintegritas": _usulan,
    "dasar_berkas": Lindung(
        # The decree names no citizen: it is everybody's.
        f"({dalam('wilayah', *IZIN_USULAN, *IZIN_REGISTER, 'kelola_pengguna')})"
        f" or id in (select keputusan_id from penetapan_penetapan) or {_SENDIRI.format('dibuat_oleh')}",
        tulis="true",
        hak="select, insert",
    ),
    # Events without an area (sign-ins of people without a function) are for the auditor and the system.
    "dasar_jejak": Lindung(
        # What citizens do outside the pipeline (signing in, searching, objecting) is not the village's to know: its hour would
        # tell who objected.
        f"({dalam('wilayah', *IZIN_USULAN, *IZIN_REGISTER, 'lihat_jejak', 'kelola_pengguna')}"
        f" and (fungsi <> 'warga' or tabel like 'usulan\\_%' or {berfungsi('lihat_jejak')})"
        f" and (tabel not like 'sanggahan\\_%' or {berfungsi(*_PERKARA)}"
        f" or tabel = 'sanggahan_sanggahan' and langkah not in ('kirim', 'tolak_awal')))"
        f" or (wilayah = '' and {berfungsi('lihat_jejak')}) or {_SENDIRI.format('oleh')}",
        tulis="true",
        hak="select, insert",
    ),
    # A notice is for its recipient alone; whoever decides something writes it, the system delivers it.
    "akun_pemberitahuan": Lindung(f"{_SENDIRI.format('penerima_id')} or {berfungsi()}", tulis="true"),
    # Who registers, for the administrator of the kab/kota that looks; a citizen sees what is about the own account.
    # What waited past its day is Pusdatin's too.
    "akun_pendaftaran": Lindung(
        f"({dalam('wilayah_id', 'kelola_pengguna')}) or {_SENDIRI.format('pengguna_id')}"
        f" or dieskalasi_pada is not null and {berfungsi('kelola_pengguna_pusat')}"
    ),
    "sanggahan_sanggahan": Lindung(
        f"{dalam('wilayah_id')} and ({berfungsi(*_PERKARA)}"
        f" or status not in ('dikirim', 'ditolak_awal') and {berfungsi('kunjungi_sanggahan', 'ajukan_sanggahan')}"
        f" or dieskalasi_pada is not null and {berfungsi('pantau_sanggahan')})"
        f" or id in (select sanggahan_id from sanggahan_penyanggah where {_SENDIRI.format('pengguna_id')})"
    ),
    "sanggahan_penyanggah": Lindung(f"{dalam('wilayah_id')} and {_PENYANGGAH} or {_SENDIRI.format('pengguna_id')}", hak=_TETAP),
    "sanggahan_aduan": Lindung(_aduan, hak=_TETAP),
    "sanggahan_bukti": Lindung(_aduan),
    "sanggahan_kunjungan": Lindung(_kunjungan, hak=_TETAP),
    "sanggahan_fotokunjungan": Lindung(_kunjungan),
    "sanggahan_jawaban": Lindung(f"{_kunjungan} or {_SENDIRI.format('dibuat_oleh_id')}", hak=_TETAP),
    "sanggahan_tanggapan": Lindung(f"{dalam('wilayah_id')} and {_PENYANGGAH} or {_SENDIRI.format('pengguna_id')}", hak=_TETAP),
    "sanggahan_keberatan": Lindung(
        f"{dalam('wilayah_id')} and {berfungsi(*_PERKARA)} or {_SENDIRI.format('dibuat_oleh_id')}"
        f" or pihak = 'penyanggah' and {_sanggahan_sendiri}"
    ),
    "sanggahan_usulanhasil": Lindung(
        f"{dalam('wilayah_id')} and {berfungsi(*_PERKARA)} or sanggahan_id in (select id from sanggahan_sanggahan)",
        hak=_TETAP,
    ),
    "sanggahan_pengunduran": Lindung(f"{_kunjungan} or {_SENDIRI.format('dibuat_oleh_id')}"),
    # Fingerprints of the persons that an export held: for the question "who took my data".
    "dasar_isiekspor": Lindung(berfungsi("lihat_jejak"), tulis="true", hak="select, insert"),
    "pemantauan_rekap": _rekap_berprogram,
    "pemantauan_gerak": _rekap_berprogram,
    "pemantauan_rekapberkala": _rekap,
    # What an officer did that looks odd is for who audits; the system's job finds it.
    "pemantauan_kejanggalan": Lindung(berfungsi("lihat_jejak"), hak="select, insert, update"),
    "pemantauan_pemeriksaankejanggalan": Lindung(berfungsi("lihat_jejak"), hak="select, insert, update"),
}

# Tables without rows about registered people. Officers' own accounts are among them: signing in comes before any scope.
TERBUKA: dict[str, str] = {
    "akun_draf": "select, insert, update, delete",
    "akun_izinwilayahgrup": "select, insert, update, delete",
    "akun_izinwilayahpengguna": "select, insert, update, delete",
    # Answers of the API for a day, encrypted.
    "akun_kunciidempotensi": "select, insert, update, delete",
    "akun_kodesekali": "select, insert, update, delete",
    "akun_kontak": "select, insert, update, delete",
    "akun_kodepemulihan": "select, insert, update",
    "akun_pakta": "select, insert",
    "akun_pemberitahuanmasa": "select, insert",
    "akun_pengecualian": "select, insert, update",
    "akun_pengguna": "select, insert, update",
    "akun_pengguna_groups": "select, insert, update, delete",
    "akun_pengguna_user_permissions": "select, insert, update, delete",
    "akun_penugasan": "select, insert, update",
    # Not deleted by the application: whoever switches an app off leaves a record (akun.mata_kedua).
    "akun_perangkatkode": "select, insert, update",
    "akun_sdmkesos": "select, insert, update",
    "akun_sesi": "select, insert, update, delete",
    "akun_setelulangkode": "select, insert",
    "akun_tautansandi": "select, insert, update",
    "akun_temuankelayakan": "select, insert, update",
    "akun_tokenapi": "select, insert, update",
    "akun_undangan": "select, insert, update",
    "auth_group": "select",
    "auth_group_permissions": "select",
    "auth_permission": "select",
    "axes_accessattempt": "select, insert, update, delete",
    "axes_accessattemptexpiration": "select, insert, update, delete",
    "axes_accessfailurelog": "",
    "axes_accesslog": "",
    "dasar_ekspor": "select, insert, update",
    "dasar_pekerjaan": "select, insert, update",
    "dasar_segeljejak": "select, insert",
    "django_admin_log": "select, insert",
    "django_content_type": "select",
    "django_migrations": "select",
    "django_session": "",
    # Words of names, no person; read through a door only (akun.pintu_data).
    "dtks_katanama": "insert",
    # What the public look-up and the public statistics read: fingerprints under the portal's key, masked names, counts. The
    # database lets a determination under way write them, nobody else (penetapan/migrations).
    "dtks_cek": "select, insert, update",
    "dtks_program": "select, insert, update",
    "dtks_rekapdesa": "select, insert",
    "dtks_segeldesa": "select, insert, update",
    "guardian_groupobjectpermission": "select",
    "guardian_userobjectpermission": "select",
    "pemantauan_bataswilayah": "select, insert, update, delete",
    "penetapan_penetapan": "select, insert, update",
    "penetapan_rekappenetapan": "select, insert, update",
    # Who asked for which data, and who wants mail: no registered person. The data itself is a file behind its own door.
    "penggunaan_alamatkabar": "select, insert, update",
    "penggunaan_kirimankabar": "select, insert, update",
    "penggunaan_langgananlaporan": "select, insert, update, delete",
    "penggunaan_permintaan": "select, insert, update",
    "penetapan_waktujawab": "select, insert, delete",
    "usulan_jadwal": "select, insert, update, delete",
    "usulan_kodealasan": "select, insert, update",
    "verval_batch": "select, insert, update",
    "verval_itembatch": "select, insert, update, delete",
    "wilayah_wilayah": "select, insert, update",
}

# What a verifikator of certain kecamatan decides on. Asked of rows that are changed (or locked for it), never of rows that are
# read or counted: there it would be everybody's cost.
BERKECAMATAN = ("usulan_usulan", "sanggahan_sanggahan")
_KECAMATAN = (
    f"(select coalesce({BAGIAN_PEMBACA}, '') = '' or {FUNGSI_PEMBACA} not in ({', '.join(map(repr, FUNGSI_BERKECAMATAN))}))"
    f" or left(wilayah_id, {PANJANG_KECAMATAN}) = any ((select string_to_array({BAGIAN_PEMBACA}, ','))::text[])"
)

_KEBIJAKAN = ("dtks_lihat", "dtks_tulis", "dtks_ubah", "dtks_kecamatan")


def hak_tabel(tabel: str) -> str:
    return LINDUNG[tabel].hak if tabel in LINDUNG else TERBUKA.get(tabel, "")


def pasang() -> None:
    """Install role, grants and policies as declared; what is already so is written once more. Needs the tables' owner."""
    with connection.cursor() as kursor:
        kursor.execute(_SQL_PERAN)
        kursor.execute(f"create or replace function {JANGKAUAN} returns void language plpgsql as $${ISI_JANGKAUAN}$$")
        _beri_login(kursor)
        for tabel in _tabel_ada(kursor):
            kursor.execute(f'revoke all on "{tabel}" from {PERAN}')
            if hak := hak_tabel(tabel):
                kursor.execute(f'grant {hak} on "{tabel}" to {PERAN}')
            _pasang_kebijakan(kursor, tabel)
        for nama in PANDANGAN:
            kursor.execute(f"drop view if exists {nama}; {_sql_pandangan(nama)}")
            kursor.execute(f"revoke all on {nama} from public, {PERAN}; grant select on {nama} to {PERAN}")
        for perintah in sql_pasang(PERAN):
            kursor.execute(perintah)
        kursor.execute(f"grant usage, select on all sequences in schema public to {PERAN}")
        if connection.pg_version >= 170000:
            # The staging table, and the register that an installation begins with, are analysed by whoever filled them.
            kursor.execute(f"grant maintain on usulan_barisimpor, dtks_individu, dtks_keluarga, dtks_kepesertaan to {PERAN}")


# Roles belong to the whole server: another database's migration may make it at the same moment.
_SQL_PERAN = f"""
do $$ begin
  if not exists (select from pg_roles where rolname = '{PERAN}') then
    begin
      create role {PERAN} nologin;
      grant {PERAN} to current_user with inherit false, set true;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
end $$"""


def _beri_login(kursor) -> None:
    """Let the role sign in with the password that the portal was given, as long as nobody has given it one."""
    peran, sandi = settings.LOGIN_APLIKASI
    kursor.execute("select rolcanlogin from pg_roles where rolname = %s", [PERAN])
    if peran == PERAN and sandi and not kursor.fetchone()[0]:
        kursor.execute(f"alter role {PERAN} login password %s", [sandi])


def _tabel_ada(kursor) -> list[str]:
    kursor.execute(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
        " and pg_has_role(relowner, 'usage') order by 1"
    )
    return [baris[0] for baris in kursor.fetchall()]


def _sql_kebijakan(tabel: str, lindung: Lindung, pada: str = "") -> list[str]:
    """The policies of `tabel`, made on it or on the table `pada`."""
    pada = pada or tabel
    if lindung.tulis:
        ubah = f'create policy dtks_ubah on "{pada}" for update to {PERAN} using ({lindung.lihat})'
        return [
            f'create policy dtks_lihat on "{pada}" for select to {PERAN} using ({lindung.lihat})',
            f'create policy dtks_tulis on "{pada}" for insert to {PERAN} with check ({lindung.tulis})',
        ] + ([ubah] if "update" in lindung.hak else [])
    kecamatan = f'create policy dtks_kecamatan on "{pada}" as restrictive for update to {PERAN} using ({_KECAMATAN})'
    return [f'create policy dtks_lihat on "{pada}" to {PERAN} using ({lindung.lihat})'] + (
        [kecamatan] if tabel in BERKECAMATAN else []
    )


def _sql_pandangan(nama: str, *, sementara: bool = False) -> str:
    return sql_pandangan(nama, dalam("wilayah_id", *PANDANGAN[nama].izin, berprogram=True), sementara=sementara)


def _pasang_kebijakan(kursor, tabel: str) -> None:
    for nama in _KEBIJAKAN:
        kursor.execute(f'drop policy if exists {nama} on "{tabel}"')
    if tabel not in LINDUNG:
        kursor.execute(f'alter table "{tabel}" disable row level security')
        return
    kursor.execute(f'alter table "{tabel}" enable row level security')
    for sql in _sql_kebijakan(tabel, LINDUNG[tabel]):
        kursor.execute(sql)


def penyimpangan() -> list[str]:
    """Where the database differs from the declaration, one sentence each; nothing when they agree. Any role may ask."""
    beda = []
    with connection.cursor() as kursor:
        kursor.execute(
            "select c.relname, c.relrowsecurity, coalesce((select string_agg(lower(privilege_type), ', ' order by"
            " array_position(array['select', 'insert', 'update', 'delete'], lower(privilege_type)))"
            " from aclexplode(c.relacl) a where a.grantee = %s::regrole and a.privilege_type <> 'MAINTAIN'), ''),"
            " exists (select from pg_attribute t, aclexplode(t.attacl) a where t.attrelid = c.oid and a.grantee = %s::regrole)"
            " from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'",
            [PERAN, PERAN],
        )
        for tabel, tertutup, hak, per_kolom in sorted(kursor.fetchall()):
            if hak != hak_tabel(tabel):
                beda.append(f"{tabel}: hak {PERAN} “{hak}”, seharusnya “{hak_tabel(tabel)}”")
            if per_kolom:
                beda.append(f"{tabel}: ada hak {PERAN} per kolom")
            if tertutup != (tabel in LINDUNG):
                beda.append(f"{tabel}: keamanan tingkat baris {'menyala' if tertutup else 'mati'}")
        for tabel, lindung in LINDUNG.items():
            kini, seharusnya = _terpasang(kursor, "public", tabel), _seharusnya(kursor, tabel, lindung)
            beda += [f"{tabel}: kebijakan {n} tidak dikenal" for n in sorted(kini.keys() - seharusnya.keys())]
            beda += [f"{tabel}: kebijakan {n} tidak ada" for n in sorted(seharusnya.keys() - kini.keys())]
            beda += [
                f"{tabel}: kebijakan {n} berubah" for n in sorted(kini.keys() & seharusnya.keys()) if kini[n] != seharusnya[n]
            ]
        kursor.execute("select tablename, policyname from pg_policies where schemaname = 'public'")
        beda += [f"{tabel}: kebijakan {nama} tidak dikenal" for tabel, nama in kursor.fetchall() if tabel not in LINDUNG]
        kursor.execute("select prosrc from pg_proc where oid = to_regprocedure(%s)", [tanda(JANGKAUAN)])
        if kursor.fetchone() != (ISI_JANGKAUAN,):
            beda.append(f"fungsi {tanda(JANGKAUAN)}: isi berubah")
        beda += pintu_menyimpang(kursor, PERAN)
        beda += pandangan_menyimpang(kursor, PERAN, _sql_pandangan)
    return beda


def _terpasang(kursor, skema: str, tabel: str) -> dict[str, tuple]:
    kursor.execute(
        "select policyname, permissive, cmd, roles::text, qual, with_check from pg_policies where schemaname = %s and tablename = %s",
        [skema, tabel],
    )
    return {baris[0]: baris[1:] for baris in kursor.fetchall()}


def _seharusnya(kursor, tabel: str, lindung: Lindung) -> dict[str, tuple]:
    """What the server makes of the declared text: asked by declaring it on an empty copy, which is thrown away."""
    salinan = "cek_kebijakan"
    kursor.execute(f'create temporary table {salinan} (like "{tabel}")')
    for sql in _sql_kebijakan(tabel, lindung, salinan):
        kursor.execute(sql)
    kursor.execute("select nspname from pg_namespace where oid = pg_my_temp_schema()")
    hasil = _terpasang(kursor, kursor.fetchone()[0], salinan)
    kursor.execute(f"drop table {salinan}")
    return hasil
