"""The page on which a provider says what students are shown at a setting."""

from flask import url_for
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.inductions import queries, service
from placement_portal.inductions.forms import ListForm
from placement_portal.inductions.views.answers import BOTH, answer, blueprint
from placement_portal.sites import queries as sites
from placement_portal.sites.models import Site
from placement_portal.web.redirects import say, see_other


@blueprint.route("/sites/<uuid:site_id>/induction", methods=BOTH)
@requires(Permission.MANAGE_SITE, sites.find)
def keep_list(site: Site) -> ResponseReturnValue:
    """Change what students are shown at a setting."""
    form, now = ListForm(), queries.list_of(site.id)
    if form.validate_on_submit():
        changed = service.keep_list(site, form.wanted(), by=viewer(), shown=form.shown())
        say("The list is changed. Ticks of lines that stayed the same still count." if changed else "Nothing differs.")
        return see_other("inductions.keep_list", site_id=site.id)
    if not form.is_submitted():
        form.lines.data, form.number.data = "\n".join(now.lines), str(now.number)
    back = url_for("sites.site", site_id=site.id), f"Back to {site.name}"
    return answer("inductions/list.html", form, site=site, now=now, back=back)
