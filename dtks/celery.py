"""The queue. A task is a few lines that call an act; see `dasar` for jobs as rows."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dtks.settings")

app = Celery("dtks")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
