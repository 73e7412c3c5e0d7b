"""What can be done to programmes: verbs that change, write the ledger and send invitations; they never commit."""

from placement_portal.programmes.service.cohorts import (
    CohortFacts,
    RuleFacts,
    StageFacts,
    TermFacts,
    add_cohort,
    add_stage,
    change_cohort,
    change_stage,
    make_rule_set,
)
from placement_portal.programmes.service.copying import CopiedStage, CopyFacts, copy_cohort
from placement_portal.programmes.service.courses import (
    CategoryFacts,
    VersionFacts,
    add_category,
    add_programme,
    add_version,
    change_category,
    change_version,
    rename,
)
from placement_portal.programmes.service.people import (
    add_student,
    end_role,
    give_role,
    name_role,
    name_student,
    set_balance,
)

__all__ = [
    "CategoryFacts",
    "CohortFacts",
    "CopiedStage",
    "CopyFacts",
    "RuleFacts",
    "StageFacts",
    "TermFacts",
    "VersionFacts",
    "add_category",
    "add_cohort",
    "add_programme",
    "add_stage",
    "add_student",
    "add_version",
    "change_category",
    "change_cohort",
    "change_stage",
    "change_version",
    "copy_cohort",
    "end_role",
    "give_role",
    "make_rule_set",
    "name_role",
    "name_student",
    "rename",
    "set_balance",
]
