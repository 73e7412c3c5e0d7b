"""Who may do what with letters: the provider makes and keeps them, its safeguarding lead tells a setting to ring."""

from typing import TypeAlias

from placement_portal.accounts.models import Person
from placement_portal.letters.models import AssuranceLetter
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.sites.models import Site

About: TypeAlias = Placement | AssuranceLetter


def placement_of(about: About) -> Placement:
    """Return the placement that a letter is about."""
    return about.placement if isinstance(about, AssuranceLetter) else about


def keeps(person: Person, about: About) -> bool:
    """Say whether the person makes, sends and revokes letters: co-ordinators and safeguarding leads of the provider."""
    return placements.is_provider_coordinator(person, placement_of(about))


def sees(person: Person, about: About) -> bool:
    """Say whether the person reads what a letter says: who keeps it, the student, and who runs the programme."""
    placement = placement_of(about)
    return (
        keeps(person, placement)
        or placements.is_their_student(person, placement)
        or placements.is_programme_staff(person, placement)
    )


def keeps_at(person: Person, site: Site) -> bool:
    """Say whether the person finds the letters to a setting: who keeps those of its provider."""
    return site.provider_id in placements.standing(person).hosts()


def may_tell(person: Person, letter: AssuranceLetter) -> bool:
    """Say whether the person may have the setting asked to ring: the provider's safeguarding leads."""
    ours = placements.standing(person)
    leads = (
        each for each in ours.providers if each.what == MembershipRole.SAFEGUARDING_LEAD and each.holds(ours.today)
    )
    return any(each.to == letter.provider_id for each in leads)
