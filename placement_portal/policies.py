"""Who may do what, on one page."""

from collections.abc import Mapping
from typing import Any, Final

from placement_portal.absences import policy as absences
from placement_portal.access import Permission, Policy
from placement_portal.accounts.models import Person
from placement_portal.agreements import policy as agreements
from placement_portal.calendar import policy as calendar
from placement_portal.changes import policy as changes
from placement_portal.clearance import policy as clearance
from placement_portal.cohorts import policy as cohorts
from placement_portal.competencies import policy as competencies
from placement_portal.frameworks import policy as frameworks
from placement_portal.gate import policy as gate
from placement_portal.home import policy as home
from placement_portal.hours import policy as hours
from placement_portal.hours.models import Entry
from placement_portal.inductions import policy as inductions
from placement_portal.intake import policy as intake
from placement_portal.letters import policy as letters
from placement_portal.matching import policy as matching
from placement_portal.offers import policy as offers
from placement_portal.organisations import policy as organisations
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.profiles import policy as profiles
from placement_portal.programmes import policy as programmes
from placement_portal.proposals import policy as proposals
from placement_portal.register import policy as register
from placement_portal.rhythm import policy as rhythm
from placement_portal.signatures import policy as signatures
from placement_portal.signpost import policy as signpost
from placement_portal.sites import policy as sites
from placement_portal.studies import policy as studies
from placement_portal.supervision import policy as supervision
from placement_portal.supervision.models import SupervisionPart
from placement_portal.therapy import policy as therapy
from placement_portal.whatif import policy as whatif


def whoever_found_it(_person: object, _thing: Any) -> bool:
    """Allow those for whom the loader found it; it looked at the person already."""
    return True


def either(*policies: Policy) -> Policy:
    """Allow whoever one of the policies allows."""
    return lambda person, thing: any(policy(person, thing) for policy in policies)


def reads_hours(person: Person, thing: Placement | Entry | SupervisionPart) -> bool:
    """Ask the room of hours, or that of supervision about what was an entry once and is a session now."""
    return supervision.reads(person, thing) if isinstance(thing, SupervisionPart) else hours.may_read(person, thing)


def of_its_organisation(policy: Policy) -> Policy:
    """Ask a policy about the organisation that something belongs to."""
    return lambda person, thing: policy(person, thing.organisation)


def of_its_provider(policy: Policy) -> Policy:
    """Ask a policy about the provider of a setting."""
    return lambda person, thing: policy(person, thing.site.provider)


def of_its_placement(policy: Policy) -> Policy:
    """Ask a policy about the placement that something belongs to."""
    return lambda person, thing: policy(person, thing.placement)


def of_its_student(policy: Policy) -> Policy:
    """Ask a policy about the student that something belongs to."""
    return lambda person, thing: policy(person, thing.student)


def runs_its_university(person: Person, partnership: Partnership) -> bool:
    """Ask whether the person runs a programme of the university of a partnership."""
    return programmes.may_add(person, partnership.university)


def runs_where_it_is(person: Person, membership: Membership) -> bool:
    """Ask whether the person runs a programme of the university that the member, no administrator, belongs to."""
    return membership.role is not MembershipRole.ADMINISTRATOR and programmes.may_add(person, membership.organisation)


KEEPERS: Final = frozenset({*organisations.MANAGERS, MembershipRole.SAFEGUARDING_LEAD})


def keeps_passport(person: Person, provider: Organisation) -> bool:
    """Ask whether the person co-ordinates or administers a provider, or leads on safeguarding there."""
    return placements.serves(person, provider, KEEPERS)


def manages_a_side(person: Person, partnership: Partnership) -> bool:
    """Ask whether the person co-ordinates or administers one of the two partners."""
    sides = (partnership.university, partnership.provider)
    return any(placements.serves(person, side, frozenset(organisations.MANAGERS)) for side in sides)


MANAGES: Final = either(organisations.manages, programmes.may_add)
MANAGES_ITS_ORGANISATION: Final = of_its_organisation(MANAGES)

POLICIES: Final[Mapping[Permission, Policy]] = {
    Permission.SEE_ORGANISATION: whoever_found_it,
    Permission.MANAGE_ORGANISATION: MANAGES,
    Permission.MANAGE_PARTNERSHIP: either(manages_a_side, runs_its_university),
    Permission.INVITE: either(MANAGES, programmes.runs_with, placements.tutors_at),
    Permission.MANAGE_INVITATION: either(MANAGES_ITS_ORGANISATION, organisations.invited),
    Permission.MANAGE_PERSON: MANAGES_ITS_ORGANISATION,
    Permission.END_MEMBERSHIP: either(organisations.may_end, runs_where_it_is),
    Permission.DEACTIVATE_PERSON: organisations.may_deactivate,
    Permission.CHANGE_PROFILE: profiles.may_change,
    Permission.CHECK_PROFILE: profiles.may_check,
    Permission.SEE_PASSPORT: whoever_found_it,
    Permission.CHANGE_PASSPORT: keeps_passport,
    Permission.PROPOSE: proposals.may_propose,
    Permission.SEE_PROPOSAL: whoever_found_it,
    Permission.WITHDRAW_PROPOSAL: proposals.withdraws,
    Permission.SEE_PERSON: whoever_found_it,
    Permission.SEE_PROGRAMMES: programmes.belongs,
    Permission.ADD_PROGRAMME: programmes.may_add,
    Permission.SEE_PROGRAMME: programmes.sees,
    Permission.MANAGE_PROGRAMME: programmes.runs,
    Permission.SEE_FRAMEWORK: whoever_found_it,
    Permission.MANAGE_FRAMEWORK: frameworks.manages,
    Permission.EDIT_FRAMEWORK: frameworks.may_edit,
    Permission.SEE_RATINGS: competencies.reads,
    Permission.SEE_RATINGS_OF: whoever_found_it,
    Permission.OPEN_RATINGS: competencies.may_open,
    Permission.RATE: competencies.may_rate,
    Permission.ASK_TO_LOOK: competencies.may_ask,
    Permission.CLOSE_LOOK: competencies.may_close,
    Permission.PREPARE_SIGN_OFF: competencies.may_prepare,
    Permission.SEE_SIGN_OFF: whoever_found_it,
    Permission.DISCARD_SIGN_OFF: competencies.may_discard,
    Permission.GIVE_ROLES: programmes.may_give_roles,
    Permission.SEE_COHORT: cohorts.sees,
    Permission.EXPORT: cohorts.may_export,
    Permission.IMPORT: intake.may_import,
    Permission.SEE_PROVIDER: home.hosts,
    Permission.SEE_STUDENT: whoever_found_it,
    Permission.SEE_RECORD: studies.sees_record,
    Permission.MOVE_STUDENT: studies.may_move,
    Permission.SEE_ADJUSTMENTS: studies.sees_adjustments,
    Permission.RECORD_ADJUSTMENT: studies.may_record,
    Permission.TAKE_CREDIT_BACK: of_its_student(studies.may_move),
    Permission.LOWER_TOTALS: whatif.may_lower,
    Permission.CHANGE_ADJUSTMENT: studies.may_change,
    Permission.SHARE_ADJUSTMENT: studies.may_share,
    Permission.SEE_SITE: sites.sees,
    Permission.MANAGE_SITE: sites.manages,
    Permission.MANAGE_CLEARANCE: clearance.keeps,
    Permission.CHECK_CLEARANCE: clearance.verifies_for,
    Permission.SEE_CLEARANCE_STANDING: clearance.keeps,
    Permission.CHECK_CLEARANCE_OF: of_its_organisation(clearance.verifies_for),
    Permission.READ_CLEARANCE: clearance.may_read,
    Permission.VERIFY_CLEARANCE: clearance.may_verify,
    Permission.SEND_CLEARANCE: whoever_found_it,
    Permission.WITHDRAW_CLEARANCE: clearance.may_withdraw,
    Permission.SEE_REGISTER: of_its_organisation(register.reads),
    Permission.SEE_WHO_IS_HERE: lambda person, site: register.reads(person, site.provider),
    Permission.SEE_COHORT_CHECKS: register.counts,
    Permission.SEE_WHAT_ENDS: register.knows_ends,
    Permission.SEE_SITE_CLEARANCE: clearance.keeps,
    Permission.RECORD_SITE_CLEARANCE: of_its_provider(clearance.keeps),
    Permission.SEE_PLACEMENT: placements.is_party,
    Permission.PLACE_STUDENT: placements.may_place,
    Permission.MANAGE_PLACEMENT: placements.is_programme_staff,
    Permission.STAFF_PLACEMENT: placements.may_staff,
    Permission.MOVE_PLACEMENT: placements.may_coordinate,
    Permission.TICK_CHECKS: placements.may_tick,
    Permission.ASK_FOR_CHANGE: changes.may_ask,
    Permission.SEE_CHANGE: changes.sees,
    Permission.ANSWER_CHANGE: changes.may_answer,
    Permission.WITHDRAW_CHANGE: either(changes.may_withdraw, changes.may_call_off),
    Permission.STOP_WORK: changes.may_stop,
    Permission.SEE_STOP: whoever_found_it,
    Permission.CLOSE_TODAY: changes.may_close_today,
    Permission.KEEP_AWAY: changes.may_send_away,
    Permission.MANAGE_CASELOAD: placements.may_keep_caseload,
    Permission.SEE_LETTERS: letters.sees,
    Permission.SEE_LETTERS_TO: letters.keeps_at,
    Permission.SEE_LETTER: letters.sees,
    Permission.MAKE_LETTER: of_its_placement(letters.keeps),
    Permission.KEEP_LETTER: letters.keeps,
    Permission.TELL_SETTING: letters.may_tell,
    Permission.KEEP_AREA: whoever_found_it,
    Permission.REMOVE_TELLING: signpost.is_own,
    Permission.SEE_INDUCTIONS: placements.is_party,
    Permission.SEE_INDUCTION: inductions.sees,
    Permission.TICK_INDUCTION: inductions.may_tick,
    Permission.CONFIRM_INDUCTION: inductions.may_confirm,
    Permission.SEE_OFFERS: offers.sees_offers,
    Permission.ADD_OFFER: offers.keeps,
    Permission.SEE_OFFER: offers.sees,
    Permission.MANAGE_OFFER: offers.keeps,
    Permission.HOLD_PLACE: offers.may_hold,
    Permission.RELEASE_PLACE: offers.may_release,
    Permission.PLAN_ROUND: matching.runs,
    Permission.KEEP_ROUND: matching.runs,
    Permission.READ_NEEDS: matching.reads_needs,
    Permission.SEE_OWN_ROUND: matching.may_see_own,
    Permission.WISH: matching.may_wish,
    Permission.SEE_SUPERVISION: supervision.may_read_list,
    Permission.READ_SUPERVISION: supervision.reads,
    Permission.WRITE_SUPERVISION: supervision.may_write,
    Permission.CHANGE_SUPERVISION: supervision.may_change,
    Permission.CONFIRM_SUPERVISION: supervision.may_confirm,
    Permission.UNDO_SUPERVISION: supervision.may_undo,
    Permission.REVERSE_SUPERVISION: supervision.may_reverse,
    Permission.CONFIRM_SUPERVISION_FOR_UNIVERSITY: supervision.may_confirm_for_university,
    Permission.ASK_FOR_SUPERVISION_CHANGE: supervision.may_ask_for_change,
    Permission.REFLECT_ON_SUPERVISION: supervision.may_reflect,
    Permission.COMMENT_ON_SUPERVISION: supervision.may_comment,
    Permission.SEE_SUPERVISION_PLAN: whoever_found_it,
    Permission.PLAN_SUPERVISION: rhythm.may_plan,
    Permission.SET_SUPERVISION_PACE: rhythm.may_set_pace,
    Permission.ACT_ON_SUPERVISION: supervision.may_act,
    Permission.CHANGE_SUPERVISION_ACTION: supervision.may_change_action,
    Permission.FINISH_SUPERVISION_ACTION: supervision.may_finish,
    Permission.SEE_THERAPY: therapy.reads,
    Permission.ATTEST_THERAPY: therapy.may_attest,
    Permission.SEE_HOURS: reads_hours,
    Permission.LOG_HOURS: hours.may_log,
    Permission.VERIFY_HOURS: hours.may_decide,
    Permission.UNDO_HOURS: hours.may_undo,
    Permission.REVERSE_HOURS: hours.may_reverse,
    Permission.SEE_GATE: gate.sees,
    Permission.ASK_EXCEPTION: gate.may_ask,
    Permission.READ_EXCEPTION: gate.reads,
    Permission.DECIDE_EXCEPTION: gate.may_decide,
    Permission.RESTORE_HOURS: hours.may_restore,
    Permission.TAKE_OVER_HOURS: hours.may_take_over,
    Permission.CONFIRM_HOURS: hours.may_confirm,
    Permission.SEE_AGREEMENT: whoever_found_it,
    Permission.START_AGREEMENT: agreements.may_start,
    Permission.WRITE_AGREEMENT: agreements.may_write,
    Permission.KEEP_AGREEMENT: agreements.may_keep,
    Permission.WRITE_AGREEMENT_TEXT: programmes.runs,
    Permission.SIGN: signatures.may_sign,
    Permission.SETTLE_DISPUTE: signatures.may_resolve,
    Permission.SEE_ABSENCES: absences.sees_days,
    Permission.READ_ABSENCES: absences.reads,
    Permission.SEE_SUPERVISOR_DAYS: calendar.co_ordinates,
    Permission.KEEP_ABSENCES: absences.may_keep,
}
