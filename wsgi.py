"""What a WSGI server loads: `gunicorn wsgi:application`."""

from placement_portal.app import create_app

application = create_app()
