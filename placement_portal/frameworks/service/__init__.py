"""What can be done to frameworks: begin, change and publish drafts, import lines, choose one for a course."""

from placement_portal.frameworks.service.choosing import choose
from placement_portal.frameworks.service.drafts import (
    AboutFacts,
    Source,
    change_about,
    change_headings,
    change_scale,
    copy_of,
    discard,
    publish,
    rename,
    revise,
    start,
)
from placement_portal.frameworks.service.importing import ImportPlan, apply, forget, keep_file, plan
from placement_portal.frameworks.service.items import (
    add_competency,
    add_domain,
    change_competency,
    change_domain,
    remove_competency,
    remove_domain,
)
from placement_portal.frameworks.service.lines import headings_for, rows_of
from placement_portal.frameworks.service.writing import EXAMPLE_NAME, EXAMPLE_NOTE, columns, empty, example, write

__all__ = [
    "EXAMPLE_NAME",
    "EXAMPLE_NOTE",
    "AboutFacts",
    "ImportPlan",
    "Source",
    "add_competency",
    "add_domain",
    "apply",
    "change_about",
    "change_competency",
    "change_domain",
    "change_headings",
    "change_scale",
    "choose",
    "columns",
    "copy_of",
    "discard",
    "empty",
    "example",
    "forget",
    "headings_for",
    "keep_file",
    "plan",
    "publish",
    "remove_competency",
    "remove_domain",
    "rename",
    "revise",
    "rows_of",
    "start",
    "write",
]
