"""The decorator for views that create: same form, same answer; same key with another body, 422."""

import hashlib
import json
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue

from placement_portal import transaction
from placement_portal.access import viewer
from placement_portal.once import queries, service

FIELD = "once"
NOT_CONTENT = frozenset({FIELD, "csrf_token"})
View = Callable[..., ResponseReturnValue]


def only(view: View) -> View:
    """Do what the form asks once per key; put it below the access decorator of a POST view."""

    @wraps(view)
    def guarded(*arguments: Any, **named: Any) -> ResponseReturnValue:
        key = _key()
        if key is None or request.method != "POST":
            return view(*arguments, **named)
        response = current_app.make_response(view(*arguments, **named))
        if response.status_code < 400 and _claim(key, response):
            return response
        return _answer_again(key, response)

    return guarded


def _claim(key: uuid.UUID, response: Response) -> bool:
    return service.claim(request.endpoint or "", key, _body_hash(), response.location or request.path, by=viewer())


def _answer_again(key: uuid.UUID, response: Response) -> ResponseReturnValue:
    person = viewer()
    if response.status_code < 400:
        transaction.roll_back()
    first = queries.find(person, request.endpoint or "", key)
    if first is None:
        return response
    if first.body_hash != _body_hash():
        abort(422)
    return redirect(first.location, 303)


def _key() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.form.get(FIELD, ""))
    except ValueError:
        return None


def _body_hash() -> str:
    body = sorted((name, value) for name, value in request.form.items(multi=True) if name not in NOT_CONTENT)
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()
