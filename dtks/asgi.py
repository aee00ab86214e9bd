import os

from django.core.asgi import get_asgi_application

from . import lingkungan

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtks.settings")
lingkungan.nyalakan()
application = get_asgi_application()
