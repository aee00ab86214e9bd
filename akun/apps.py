from django.apps import AppConfig
from django.contrib.admin import apps as apps_admin


class AkunConfig(AppConfig):
    name = "akun"
    verbose_name = "Akun dan fungsi"
    default = True


class AdminPortalConfig(apps_admin.AdminConfig):
    """Django's admin with the portal's own door and rights."""

    default_site = "akun.situs.SitusAdmin"
    default = False
