import os

from django.core.wsgi import get_wsgi_application

from . import lingkungan

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtks.settings")
lingkungan.nyalakan()
application = get_wsgi_application()
