"""Django's admin, for reference data only: Pusdatin enters, changes rows, imports and exports them; nothing is deleted.

Rights come from the declared table (`kelola_rujukan`), not from Django's own flags; each change is an event of the log.
"""

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, XLSX

from akun import masuk as pintu
from akun.akses import boleh
from dasar.jejak import catat


class SitusAdmin(admin.AdminSite):
    site_header = "Portal DTKS: data rujukan"
    site_title = "Portal DTKS"
    index_title = "Data rujukan"
    site_url = "/beranda/"
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        """Only what is declared for this portal; tables of other packages (groups, tokens) stay out."""
        if admin_class is not None and issubclass(admin_class, (RujukanAdmin, BacaAdmin)):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return boleh(request, "kelola_rujukan")

    def admin_view(self, view, cacheable=False):
        dalam = super().admin_view(view, cacheable)

        def terjaga(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return dalam(request, *args, **kwargs)

        return terjaga

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """There is one door."""
        if self.has_permission(request):
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next", "/admin/"))

    login.login_required = False

    def logout(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        if request.method == "POST":
            pintu.keluar(request)
        return redirect("dasar:depan")

    def password_change(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return redirect("akun:sandi")

    def password_change_done(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return redirect("akun:akun")


class RujukanAdmin(ImportExportModelAdmin):
    """A table of reference data."""

    import_formats = export_formats = [XLSX, CSV]
    # The package's export page needs inline style and script, which the content policy refuses: the file comes at once.
    skip_export_form = True
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return boleh(request, "kelola_rujukan")

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return boleh(request, "kelola_rujukan")

    has_add_permission = has_import_permission = has_export_permission = has_module_permission
    has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """Rows that decisions refer to are switched off (`aktif`), never deleted."""
        return False

    def save_model(self, request: HttpRequest, obj, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        kolom = ", ".join(form.changed_data)
        self._catat(request, "ubah_rujukan" if change else "tambah_rujukan", f"{obj.pk}: {kolom}")

    def generate_log_entries(self, result, request: HttpRequest) -> None:
        super().generate_log_entries(result, request)
        isi = ", ".join(f"{nama} {jumlah}" for nama, jumlah in result.totals.items() if jumlah)
        self._catat(request, "impor_rujukan", isi)

    def _catat(self, request: HttpRequest, kejadian: str, catatan: str) -> None:
        catat(request.pelaku, kejadian, self.model._meta.db_table, None, request.pelaku.wilayah, catatan)


class BacaAdmin(admin.ModelAdmin):
    """A table to look at."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return boleh(request, "kelola_rujukan")

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return boleh(request, "kelola_rujukan")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    has_delete_permission = has_change_permission
