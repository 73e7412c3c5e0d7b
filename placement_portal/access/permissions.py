"""Every permission there is, each with the sentence that says what it allows."""

import enum


class Permission(enum.Enum):
    """What a person may do to the object of a route; `policies.py` says who."""

    SEE_ORGANISATION = "See an organisation's page."
    MANAGE_ORGANISATION = "Change an organisation's settings, people and invitations."
    MANAGE_PARTNERSHIP = "End a partnership of an organisation."
    INVITE = "Invite someone to an organisation, or propose a supervisor to a partner, and see those invitations."
    MANAGE_INVITATION = "Send an invitation again, or revoke it."
    MANAGE_PERSON = "See what a person does for an organisation, and give them another role."
    END_MEMBERSHIP = "Confirm or end a membership."
    DEACTIVATE_PERSON = "Keep a person from signing in, and let them in again."

    CHANGE_PROFILE = "Change what a supervisor brings to a provider, and how many students they can take."
    CHECK_PROFILE = "Note that one looked a supervisor up in the public register."
    SEE_PASSPORT = "Read what a provider tells the universities it works with."
    CHANGE_PASSPORT = "Change what a provider tells the universities it works with."

    PROPOSE = "Propose a setting to a provider, or a provider to a university."
    SEE_PROPOSAL = "See what was proposed, and decide when it is theirs to decide."
    WITHDRAW_PROPOSAL = "Take back what one proposed."

    SEE_PERSON = "See the page of a person, with as much of them as one may see."

    SEE_PROGRAMMES = "See the list of a university's programmes."
    ADD_PROGRAMME = "Add a programme to a university."
    SEE_PROGRAMME = "See a programme with its versions, cohorts and stages."
    MANAGE_PROGRAMME = "Change a programme, its versions, cohorts, stages, categories, rules and students."
    GIVE_ROLES = "Say who leads, co-ordinates, tutors and examines a programme."
    SEE_STUDENT = "See a student record with its placements."
    SEE_RECORD = "See where a student stands in the course, and how they came there."
    MOVE_STUDENT = "Interrupt, withdraw, repeat or promote a student, and change how they study."
    SEE_ADJUSTMENTS = "See a student's adjustments, as far as one is meant to."
    RECORD_ADJUSTMENT = "Record an adjustment of a student."
    CHANGE_ADJUSTMENT = "Change or end an adjustment that one may record."
    SHARE_ADJUSTMENT = "Choose which settings see one's own adjustment."
    SEE_COHORT = "See a whole cohort, who needs someone first, and why."

    SEE_SITE = "See a setting with its closures and contacts."
    MANAGE_SITE = "Change a setting."

    MANAGE_CLEARANCE = "Say which checks an organisation asks for."
    CHECK_CLEARANCE = "See and decide on the checks that wait for an organisation's officers, and its list of people."
    CHECK_CLEARANCE_OF = "See, record and ask for the checks of one person, as an officer of an organisation."
    READ_CLEARANCE = "Read one check as an officer."
    VERIFY_CLEARANCE = "Verify, send back and stop one check."
    SEND_CLEARANCE = "Send in one's own check."
    WITHDRAW_CLEARANCE = "Take back one's own check before it is decided."
    SEE_SITE_CLEARANCE = "See how the checks of a provider's settings stand."
    RECORD_SITE_CLEARANCE = "Record a check of a setting."

    SEE_PLACEMENT = "See everything about one placement."
    PLACE_STUDENT = "Create a placement for a student."
    MANAGE_PLACEMENT = "Change a placement's settings, dates and days a week."
    STAFF_PLACEMENT = "Say who supervises and tutors a placement, from when to when."
    MOVE_PLACEMENT = "Move a placement from state to state: the university any, the provider its own part."
    MANAGE_CASELOAD = "Open, change and close the clients and groups of a placement, and its timetable."

    SEE_OFFERS = "See what a provider offers, or what a university is offered."
    ADD_OFFER = "Offer places at a provider's settings."
    SEE_OFFER = "See a placement offer and who has its places."
    MANAGE_OFFER = "Change, withdraw and renew a placement offer."
    HOLD_PLACE = "Hold a place of an offer for a university."
    RELEASE_PLACE = "Give back a place that one's university holds."

    PLAN_ROUND = "Plan a matching round of a programme."
    KEEP_ROUND = "Keep a matching round: decide, ask for proposals, publish."
    READ_NEEDS = "Read what a student needs of a setting, and tick which settings fit."
    SEE_OWN_ROUND = "See a matching round as one of its students."
    WISH = "Rank offers and say what binds one, while a matching round is open."

    SEE_HOURS = "Read the hours of a placement."
    LOG_HOURS = "Log, submit and withdraw one's own hours."
    VERIFY_HOURS = "Verify, query and decline hours, and answer changes that are asked for."
    UNDO_HOURS = "Take back one's own decision on hours, for ten minutes."
    REVERSE_HOURS = "Reverse verified hours, with a reason."
    TAKE_OVER_HOURS = "Take over undecided hours from a supervisor who left."
    CONFIRM_HOURS = "Confirm, as the university, hours that no supervisor decided in time."

    SEE_AGREEMENT = "Read the agreement about a placement, its signatures and its versions."
    START_AGREEMENT = "Begin an agreement, or a new version of one."
    WRITE_AGREEMENT = "Write the learning goals of a draft, and whom the student rings."
    KEEP_AGREEMENT = "Make an agreement ready to sign, open it again, let it take the newest text."
    WRITE_AGREEMENT_TEXT = "Say what the agreements of a programme say, and how they are signed."
    SIGN = "Sign what one is asked to sign, now or when it is one's turn."
    SETTLE_DISPUTE = "Say what was found out about a signature that somebody says is not theirs."

    SEE_ABSENCES = "See when a student is away; whom they told only for those who read it."
    READ_ABSENCES = "Read all that a student noted of an absence, and what is planned to make it up."
    SEE_SUPERVISOR_DAYS = "See on which days a supervisor has whom."
    KEEP_ABSENCES = "Note, change and cancel one's own absences, and plan to make them up."

    SEE_PROVIDER = "See every placement that a provider hosts, from all universities."
    IMPORT = "Load students, supervisors, settings, placements and assignments from a file."
    EXPORT = "Download a cohort as a spreadsheet."
