from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class IzinWilayahPengguna(UserObjectPermissionBase):
    """guardian permission of one person on one area: the direct-key form, one row per right, never one per village."""

    content_object = models.ForeignKey("wilayah.Wilayah", on_delete=models.CASCADE, related_name="izin_pengguna")


class IzinWilayahGrup(GroupObjectPermissionBase):
    """guardian asks for the group form beside the user form; no function is given to a group."""

    content_object = models.ForeignKey("wilayah.Wilayah", on_delete=models.CASCADE, related_name="izin_grup")
