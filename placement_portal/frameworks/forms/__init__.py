"""What may be typed about frameworks."""

from placement_portal.frameworks.forms.choosing import ChooseForm, NewFrameworkForm
from placement_portal.frameworks.forms.items import DomainForm, competency_form
from placement_portal.frameworks.forms.uploading import PublishForm, RunForm
from placement_portal.frameworks.forms.whole import AboutForm, HeadingsForm, ScaleForm

__all__ = [
    "AboutForm",
    "ChooseForm",
    "DomainForm",
    "HeadingsForm",
    "NewFrameworkForm",
    "PublishForm",
    "RunForm",
    "ScaleForm",
    "competency_form",
]
