"""The WSGI application that granian serves; each of granian's worker processes imports this module once."""

import multiprocessing
import os

from django.core.wsgi import get_wsgi_application

from config.supervisor.lifeline import die_with_parent

if server := multiprocessing.parent_process():
    die_with_parent(server.pid)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
