"""The ASGI application: Django, with everything wired."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.project.settings")
application = get_asgi_application()
