from django.contrib import admin
from import_export.resources import ModelResource

from akun.situs import RujukanAdmin
from dtks.register.models import Program


class ProgramResource(ModelResource):
    class Meta:
        model = Program
        import_id_fields = ["kode"]
        fields = ["kode", "nama", "sinonim", "per_keluarga", "aktif"]
        clean_model_instances = True
        skip_unchanged = True


@admin.register(Program)
class ProgramAdmin(RujukanAdmin):
    resource_classes = [ProgramResource]
    list_display = ["kode", "nama", "per_keluarga", "aktif"]
    list_filter = ["aktif"]
    search_fields = ["kode", "nama", "sinonim"]

    def get_readonly_fields(self, request, obj=None):
        return ["kode"] if obj else []  # proposals point at the code
