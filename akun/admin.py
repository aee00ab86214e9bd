from django.contrib import admin

from akun.models import Pengguna, Penugasan
from akun.situs import BacaAdmin
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
