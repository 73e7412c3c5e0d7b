"""What may be typed about programmes."""

from placement_portal.programmes.forms.copying import CopyCohortForm
from placement_portal.programmes.forms.courses import (
    CategoryForm,
    CohortForm,
    NewCategoryForm,
    NewProgrammeForm,
    ProgrammeForm,
    StageForm,
    VersionForm,
)
from placement_portal.programmes.forms.people import (
    BalancesForm,
    EndRoleForm,
    NewRoleForm,
    NewStudentForm,
)

__all__ = [
    "BalancesForm",
    "CategoryForm",
    "CohortForm",
    "CopyCohortForm",
    "EndRoleForm",
    "NewCategoryForm",
    "NewProgrammeForm",
    "NewRoleForm",
    "NewStudentForm",
    "ProgrammeForm",
    "StageForm",
    "VersionForm",
]
