"""What is true of settings: their kinds, and the days on which one is closed."""

import enum


class SiteKind(enum.StrEnum):
    """What sort of place a setting is."""

    SPECIAL_SCHOOL = "special_school"
    MAINSTREAM_SCHOOL = "mainstream_school"
    SCHOOL_UNIT = "school_unit"
    CHILDRENS_CENTRE = "childrens_centre"
    HOSPITAL = "hospital"
    HOSPICE = "hospice"
    CARE_HOME = "care_home"
    COMMUNITY = "community"
    OTHER = "other"
