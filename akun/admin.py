from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from import_export.resources import ModelResource

from akun.kelayakan import periksa
from akun.models import Pengguna, Penugasan, SdmKesos
from akun.situs import BacaAdmin, RujukanAdmin
from dasar.nilai.nik import bentuk_16_angka
from dasar.templatetags.siks import nik_samar


@admin.register(Pengguna)
class PenggunaAdmin(BacaAdmin):
    """No password hash, no full NIK: neither is needed to see who holds an account."""

    list_display = ["username", "nama", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "nama"]
    fields = ["username", "nama", "nik_tersamar", "email", "is_active", "last_login", "date_joined"]
    readonly_fields = ["nik_tersamar"]

    @admin.display(description="NIK")
    def nik_tersamar(self, baris: Pengguna) -> str:
        return nik_samar(baris.nik)


@admin.register(Penugasan)
class PenugasanAdmin(BacaAdmin):
    list_display = ["pengguna", "fungsi", "wilayah", "mulai", "selesai", "status"]
    list_filter = ["status", "fungsi"]
    list_select_related = ["pengguna", "wilayah"]
    search_fields = ["pengguna__nama", "pengguna__username", "nomor_sk"]
    fields = ["pengguna", "nik_tersamar", "fungsi", "wilayah", "nomor_sk", "mulai", "selesai", "status", "alasan", "catatan"]
    readonly_fields = ["nik_tersamar"]

    @admin.display(description="NIK")
    def nik_tersamar(self, baris: Penugasan) -> str:
        return nik_samar(baris.nik)


class SdmKesosResource(ModelResource):
    class Meta:
        model = SdmKesos
        import_id_fields = ["nik"]
        fields = ["nik", "nama", "jenis", "aktif"]
        clean_model_instances = True
        skip_unchanged = True

    def before_import_row(self, row, **kwargs) -> None:
        """A NIK that the sheet holds as a number has lost its last digits: it is refused, never repaired."""
        nik = row.get("nik")
        if not isinstance(nik, str) or not bentuk_16_angka(nik.strip()):
            raise ValidationError({"nik": "NIK harus 16 angka yang disimpan sebagai teks, bukan bilangan."})
        row["nik"] = nik.strip()


@admin.register(SdmKesos)
class SdmKesosAdmin(RujukanAdmin):
    """The ministry's list of social-welfare workers. It goes in by file and never comes out: every row is a person."""

    resource_classes = [SdmKesosResource]
    list_display = ["nama", "nik_tersamar", "jenis", "aktif"]
    list_filter = ["jenis", "aktif"]
    search_fields = ["nama", "=nik"]
    fields = ["nik", "nama", "jenis", "aktif"]

    @admin.display(description="NIK")
    def nik_tersamar(self, baris: SdmKesos) -> str:
        return nik_samar(baris.nik)

    def get_fields(self, request: HttpRequest, obj: SdmKesos | None = None) -> list[str]:
        return ["nik_tersamar", "nama", "jenis", "aktif"] if obj else ["nik", "nama", "jenis", "aktif"]

    def get_readonly_fields(self, request: HttpRequest, obj: SdmKesos | None = None) -> list[str]:
        return ["nik_tersamar"] if obj else []

    def has_export_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: SdmKesos, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        periksa()

    def generate_log_entries(self, result, request: HttpRequest) -> None:
        """After a whole new list: who in office stands in it?"""
        super().generate_log_entries(result, request)
        temuan = periksa()
        if temuan:
            self.message_user(
                request, f"{temuan} petugas yang sedang bertugas tercatat sebagai SDM Kesos. Lihat Kelayakan petugas."
            )
