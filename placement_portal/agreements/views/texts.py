"""The text of a programme, from which its agreements are made."""

from flask import url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.agreements import queries, service
from placement_portal.agreements.forms import TextForm
from placement_portal.agreements.rules import BLANKS
from placement_portal.agreements.views.answers import BOTH, blueprint, page
from placement_portal.once import views as once
from placement_portal.programmes import queries as programmes
from placement_portal.programmes.models import Programme
from placement_portal.web.redirects import say, see_other


@blueprint.route("/programmes/<uuid:programme_id>/agreement-text", methods=BOTH)
@requires(Permission.WRITE_AGREEMENT_TEXT, programmes.find)
@once.only
def text(programme: Programme) -> ResponseReturnValue:
    """Show what the agreements of a programme say, and make a new version of that."""
    form, texts = TextForm(), queries.texts_of(programme)
    if form.validate_on_submit():
        made = service.make_text(programme, form.wording(), now=clock.now(), by=viewer(), shown=form.number)
        say(f"Version {made.number} of the text is saved. Agreements that exist keep theirs.")
        return see_other("agreements.text", programme_id=programme.id)
    if not form.is_submitted():
        form.fill(service.wording_of(texts[0] if texts else None))
    back = url_for("programmes.programme", programme_id=programme.id), f"Back to {programme.name}"
    return page("text", form, programme=programme, texts=texts, blanks=BLANKS, back=back)
