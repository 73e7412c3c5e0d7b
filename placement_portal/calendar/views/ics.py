"""How a calendar file is given to whoever asked for it."""

from flask import Response

from placement_portal.ics.service import TYPE


def answer(body: bytes, file_name: str) -> Response:
    """Return a file to be opened by a calendar."""
    headers = {"Content-Disposition": f'attachment; filename="{file_name}.ics"'}
    return Response(body, content_type=f"{TYPE}; charset=utf-8", headers=headers)
