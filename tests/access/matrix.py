"""Who may do what, written out: every address by every member of the cast, as product and trust rules say it.

One line is one request: method, endpoint, the thing of `stage.py` that its address names, the status for whoever may,
then a cell for each member of the cast. `Y` may; `>` is asked to sign in (302); `.` finds nothing (404), because what
one may not see and what does not exist look the same; `x` sees the thing and may not do this (403).
"""

from dataclasses import dataclass
from typing import Final

from tests.access.stage import FOREIGN_LEAD, NOBODY

CAST: Final = {
    "no": NOBODY,
    "st": "student",
    "os": "other_student",
    "fs": "foreign_student",
    "su": "supervisor",
    "ou": "other_supervisor",
    "gs": "former_supervisor_in_grace",
    "fo": "former_supervisor",
    "tu": "tutor",
    "ot": "other_tutor",
    "pc": "provider_coordinator",
    "oc": "other_provider_coordinator",
    "le": "lead",
    "uc": "university_coordinator",
    "ex": "examiner",
    "ad": "administrator",
    "co": "clearance_officer",
    "sg": "safeguarding_lead",
    "fl": FOREIGN_LEAD,
}
"""The members of the cast by the head of their column, in the order of the columns."""

STATUS: Final = {">": 302, ".": 404, "x": 403}
MAY: Final = "Y"


@dataclass(frozen=True)
class Row:
    """One request that everybody makes: what is asked, of which thing, what success is, and what each may expect."""

    method: str
    endpoint: str
    thing: str
    success: frozenset[int]
    cells: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint} {self.thing}"

    def cell(self, status: int) -> str:
        """Return the cell that a status fills; an unexpected one fills it with itself."""
        if status in self.success:
            return MAY
        return next((cell for cell, means in STATUS.items() if means == status), str(status))

    @property
    def readers(self) -> list[str]:
        """Who may."""
        return [who for who, cell in zip(CAST.values(), self.cells, strict=True) if cell == MAY]


def read(table: str) -> list[Row]:
    """Return the rows of a table; raise ValueError where a row does not fill its columns."""
    return [_row(line.split()) for line in table.splitlines() if line and not line.startswith("#")]


def _row(words: list[str]) -> Row:
    method, endpoint, thing, success, *cells = words
    if len(cells) != len(CAST) or not set(cells) <= {MAY, *STATUS}:
        raise ValueError(f"{method} {endpoint} {thing} needs a cell for each of {len(CAST)} people")
    statuses = frozenset() if success == "---" else frozenset(map(int, success.split("|")))
    return Row(method, endpoint, thing, statuses, tuple(cells))


TABLE: Final = """
# absences                                                      no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
POST absences.cancel                    absence        303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
GET  absences.change                    absence        200      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST absences.change                    absence        422      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
GET  absences.make_up                   absence        200      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST absences.make_up                   absence        422      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
GET  absences.new                       placement      200      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST absences.new                       placement      422      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST absences.remove_make_up            make_up        303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST absences.told                      absence        303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .

# accounts                                                      no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  accounts.account                   -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.address_done              -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.agree_to_new_address      dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.agree_to_new_address      dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.change_address            -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.change_address            -              422      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.change_name               -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.change_name               -              422      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.change_password           -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.change_password           -              422      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.change_phone              -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.change_phone              -              303      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.confirm_address           dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.confirm_address           dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.end_other_sessions        -              303      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.end_session               session        303      >  Y  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
POST accounts.enter                     -              422      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.forgot_password           -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.forgot_password           -              422      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.new_reset_link            dead           303      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.prove                     -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.prove                     -              422      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.reset_password            dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.reset_password            reset          200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.reset_password            dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.reset_password            reset          422      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.reset_sent                -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.sessions                  -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  accounts.sign_in                   -              200|303  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST accounts.sign_out                  -              303      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y


# calendar                                                      no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  calendar.calendar                  -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST calendar.change_feed               -              303      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  calendar.feed                      -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  calendar.first_day_file            placement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
POST calendar.make_feed                 -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  calendar.make_up_file              make_up        200      >  Y  .  .  Y  .  x  .  Y  .  x  .  x  x  x  .  .  x  .
POST calendar.revoke_feed               -              303      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  calendar.planned_supervision_file  planned        200      >  Y  .  .  Y  .  .  .  Y  .  .  .  Y  .  .  .  .  .  .
GET  calendar.site                      site           200      >  .  .  .  Y  Y  Y  Y  Y  Y  Y  .  Y  Y  Y  Y  Y  Y  Y
GET  calendar.student                   student        200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  calendar.subscribe                 dead           ---      .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  calendar.subscribe                 feed           200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  calendar.supervisor                supervisor     200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
# clearance                                                     no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
POST clearance.accept                   provider       303      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  Y  Y  x
POST clearance.adopt                    university     422      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
POST clearance.adopt                    provider       422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
POST clearance.ask                      check_of       ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
GET  clearance.day_sheet                university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
POST clearance.day_sheet                university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
POST clearance.decide                   provider       422      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  Y  Y  x
GET  clearance.edit_type                check          200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
POST clearance.edit_type                check          422      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
GET  clearance.item                     checked        ---      >  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  clearance.mine                     -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  clearance.new_type                 university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
POST clearance.new_type                 university     422      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
GET  clearance.people                   university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
GET  clearance.person                   subject        ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
GET  clearance.queue                    university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
GET  clearance.queue                    provider       200      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  Y  Y  x
GET  clearance.rechecks                 university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
POST clearance.rechecks                 university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
GET  clearance.record                   check_of       ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
POST clearance.record                   check_of       ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
GET  clearance.record_site              check_at       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
POST clearance.record_site              check_at       422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
GET  clearance.send                     check          200      >  Y  Y  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
POST clearance.send                     check          422      >  Y  Y  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
POST clearance.send_back                checked        ---      >  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  clearance.settings                 provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
GET  clearance.standing                 university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
GET  clearance.standing                 provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
POST clearance.stop                     checked        ---      >  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  clearance.types                    university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
GET  clearance.types                    provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
GET  clearance.upload                   university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
POST clearance.upload                   university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
GET  clearance.upload_template          university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
GET  clearance.uploaded                 upload         ---      >  .  .  .  .  .  .  .  .  .  .  .  x  .  .  .  .  .  .
POST clearance.uploaded                 upload         ---      >  .  .  .  .  .  .  .  .  .  .  .  x  .  .  .  .  .  .
POST clearance.verify                   checked        ---      >  x  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
POST clearance.withdraw                 checked        303      >  Y  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  clearance.withdraw_type            check          200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
POST clearance.withdraw_type            check          303      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
# agreements                                                    no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  agreements.agreement               agreement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  agreements.goals                   unsigned       200      >  Y  .  .  Y  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST agreements.goals                   unsigned       409      >  Y  .  .  Y  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST agreements.delete                  unsigned       303      >  x  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
POST agreements.newest_text             unsigned       303      >  x  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
GET  agreements.of_placement            placement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  agreements.paper                   agreement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
POST agreements.ready                   unsigned       303      >  x  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
POST agreements.reopen                  to-sign        303      >  .  x  .  .  Y  .  .  .  Y  Y  .  Y  Y  x  .  .  Y  .
POST agreements.start                   placement      303      >  Y  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
GET  agreements.text                    programme      200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST agreements.text                    programme      422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  agreements.unsigned                -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  agreements.waiting                 -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y

# changes                                                       no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
POST changes.answer                     change         303      >  x  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
GET  changes.ask                        asking         200      >  Y  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
POST changes.ask                        asking         422      >  Y  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
GET  changes.change                     change         200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  changes.changes                    placement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  changes.close_today                site           200      >  .  .  .  Y  Y  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST changes.close_today                site           303      >  .  .  .  Y  Y  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST changes.lift                       stop           422      >  x  .  .  x  .  x  .  x  .  Y  .  x  x  x  .  .  Y  .
GET  changes.new_stop                   stopping       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST changes.new_stop                   stopping       422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  changes.stop                       stop           200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  changes.stops                      provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST changes.stops                      provider       422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST changes.withdraw                   change         303      >  Y  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .

# competencies                                                  no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  competencies.ask                   wanted         200      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST competencies.ask                   wanted         422      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST competencies.close                 look           303      >  Y  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  competencies.earlier               placement      200      >  Y  .  .  Y  .  x  .  Y  .  x  .  Y  x  x  .  .  x  .
POST competencies.earlier               placement      200|422  >  Y  .  .  Y  .  x  .  Y  .  x  .  Y  x  x  .  .  x  .
POST competencies.finish                ratings        303      >  Y  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  competencies.history               rating         200      >  Y  .  .  Y  .  .  .  Y  .  .  .  Y  .  .  .  .  .  .
POST competencies.open_round            placement      303      >  Y  .  .  Y  .  x  .  Y  .  x  .  Y  x  x  .  .  x  .
GET  competencies.placement             placement      200      >  Y  .  .  Y  .  x  .  Y  .  x  .  Y  x  x  .  .  x  .
GET  competencies.rate                  rated          200      >  Y  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST competencies.rate                  rated          422      >  Y  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  competencies.round                 ratings        200      >  Y  .  .  Y  .  .  .  Y  .  .  .  Y  .  .  .  .  .  .
POST competencies.discard_sign_off      sign_off       303      >  x  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  competencies.prepare_sign_off      once_seen      200      >  x  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST competencies.prepare_sign_off      once_seen      422      >  x  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  competencies.sign_off              sign_off       200      >  Y  .  .  Y  .  .  .  Y  .  .  .  Y  .  .  .  .  .  .
POST competencies.take_back             ratings        409      >  Y  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .

# cohorts                                                       no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  cohorts.cohort                     cohort         200      >  .  .  .  .  .  .  .  Y  Y  .  .  Y  Y  Y  x  .  .  .
GET  cohorts.cohorts                    -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  cohorts.export_csv                 cohort         200      >  .  .  .  .  .  .  .  Y  Y  .  .  Y  Y  x  x  .  .  .
GET  cohorts.export_xlsx                cohort         200      >  .  .  .  .  .  .  .  Y  Y  .  .  Y  Y  x  x  .  .  .

# handover                                                      no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  handover.back                      gone           200      >  .  .  .  .  .  .  .  .  .  Y  .  .  .  .  .  .  Y  .
POST handover.back                      gone           422      >  .  .  .  .  .  .  .  .  .  Y  .  .  .  .  .  .  Y  .
GET  handover.handovers                 provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  handover.leave                     profile        200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST handover.leave                     profile        422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  handover.send_away                 profile        200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST handover.send_away                 profile        422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x

# home                                                          no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  home.accessibility                 -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  home.data_complaint                -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  home.help                          -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  home.home                          -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  home.privacy                       -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  home.provider                      university     ---      >  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  home.provider                      provider       200      >  .  .  .  x  x  x  x  .  .  Y  .  .  .  .  .  x  Y  .

# frameworks                                                    no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  frameworks.about                   outline        200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.about                   outline        422      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  frameworks.choose                  version        200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST frameworks.choose                  version        422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  frameworks.competency              skill          200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.competency              skill          422      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.discard                 outline        303      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.discard                 framework      ---      >  x  x  .  x  x  x  .  x  x  x  .  x  x  x  x  .  x  .
GET  frameworks.domain                  domain         200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.domain                  domain         422      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  frameworks.download                framework      200      >  Y  Y  .  Y  Y  Y  .  Y  Y  Y  .  Y  Y  Y  Y  .  Y  .
GET  frameworks.framework               framework      200      >  Y  Y  .  Y  Y  Y  .  Y  Y  Y  .  Y  Y  Y  Y  .  Y  .
GET  frameworks.framework               outline        200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  frameworks.frameworks              programme      200      >  .  .  .  .  .  .  .  Y  Y  .  .  Y  Y  Y  Y  .  .  .
GET  frameworks.headings                outline        200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.headings                outline        409      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  frameworks.new                     programme      200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST frameworks.new                     programme      422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  frameworks.new_competency          domain         200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.new_competency          domain         422      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  frameworks.new_domain              outline        200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.new_domain              outline        422      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  frameworks.of_placement            placement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  frameworks.publish                 outline        200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.publish                 outline        409      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.remove_competency       skill          303      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.remove_domain           domain         303      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.revise                  framework      303      >  x  x  .  x  x  x  .  x  x  x  .  Y  Y  x  x  .  x  .
GET  frameworks.scale                   outline        200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.scale                   outline        422      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  frameworks.upload                  outline        200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST frameworks.upload                  outline        422      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  frameworks.uploaded                lines          200      >  .  .  .  .  .  .  .  .  .  .  .  Y  .  .  .  .  .  .
POST frameworks.uploaded                lines          422      >  .  .  .  .  .  .  .  .  .  .  .  Y  .  .  .  .  .  .

# gate                                                          no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
POST gate.decline                       exception      409      >  .  .  .  .  .  .  .  .  .  .  .  Y  .  .  .  x  Y  .
POST gate.end                           exception      409      >  .  .  .  .  .  .  .  .  .  .  .  Y  .  .  .  x  Y  .
GET  gate.exception                     exception      200      >  .  .  .  .  .  .  .  .  .  .  .  Y  .  .  .  Y  Y  .
GET  gate.exceptions                    university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .
GET  gate.exceptions                    provider       200      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  Y  Y  x
GET  gate.lapse                         placement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
POST gate.lapse                         placement      422      >  x  .  .  Y  .  x  .  x  .  x  .  x  x  x  .  .  Y  .
GET  gate.new_exception                 placement      200      >  x  .  .  x  .  x  .  x  .  x  .  Y  x  x  .  .  Y  .
POST gate.new_exception                 placement      422      >  x  .  .  x  .  x  .  x  .  x  .  Y  x  x  .  .  Y  .
GET  gate.placement                     placement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .

# hours                                                         no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
POST hours.accept_offer                 queried        303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
GET  hours.amend                        verified       200      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.amend                        verified       422      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.answer_amendment             changing       303      >  x  .  .  Y  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.check_note                   -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  hours.confirm                      undecided      200      >  x  .  .  x  .  .  .  Y  .  x  .  Y  Y  x  .  .  x  .
GET  hours.confirm                      submitted      ---      >  x  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.confirm                      undecided      303      >  x  .  .  x  .  .  .  Y  .  x  .  Y  Y  x  .  .  x  .
POST hours.confirm                      submitted      ---      >  x  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.confirm_suggestion           -              303      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  hours.decide                       submitted      200      >  x  .  .  Y  .  x  .  x  .  x  .  x  x  x  .  .  x  .
GET  hours.decide                       older          200      >  x  .  .  Y  .  Y  .  x  .  x  .  x  x  x  .  .  x  .
GET  hours.decide                       undecided      ---      >  x  .  .  x  .  .  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.decide                       submitted      303      >  x  .  .  Y  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.decide                       older          303      >  x  .  .  Y  .  Y  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.decide                       undecided      ---      >  x  .  .  x  .  .  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.delete                       draft          303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
GET  hours.edit                         draft          200      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.edit                         draft          422      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
GET  hours.log                          -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST hours.log                          -              303      >  Y  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
POST hours.log_again                    declined       303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
GET  hours.restore                      placement      200      >  x  .  .  x  .  x  .  x  .  x  .  Y  x  x  .  .  x  .
POST hours.restore                      placement      422      >  x  .  .  x  .  x  .  x  .  x  .  Y  x  x  .  .  x  .
GET  hours.reverse                      verified       200      >  x  .  .  x  .  x  .  Y  .  x  .  Y  x  x  .  .  x  .
POST hours.reverse                      verified       303      >  x  .  .  x  .  x  .  Y  .  x  .  Y  x  x  .  .  x  .
POST hours.submit                       draft          303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.submit_week                  -              303      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST hours.take_over                    left           303      >  x  .  .  Y  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.take_over                    submitted      ---      >  x  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.undo                         verified       303      >  x  .  .  Y  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.withdraw                     submitted      303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST hours.withdraw_amendment           changing       303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .

# inductions                                                    no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  inductions.at_setting              dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST inductions.at_setting              dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST inductions.confirm                 stay           422      >  x  .  .  Y  .  x  .  x  .  x  .  x  x  x  .  .  x  .
GET  inductions.induction               stay           200      >  Y  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
GET  inductions.keep_list               site           200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST inductions.keep_list               site           422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  inductions.of_placement            placement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
POST inductions.tick                    stay           303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .

# intake                                                        no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  intake.check                       import         200      >  .  .  .  .  .  .  .  .  .  .  .  Y  .  .  .  .  .  .
GET  intake.done                        import         303      >  .  .  .  .  .  .  .  .  .  .  .  Y  .  .  .  .  .  .
POST intake.invite                      import         303      >  .  .  .  .  .  .  .  .  .  .  .  Y  .  .  .  .  .  .
POST intake.run                         import         422      >  .  .  .  .  .  .  .  .  .  .  .  Y  .  .  .  .  .  .
GET  intake.start                       university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
GET  intake.start                       provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
POST intake.start                       university     422      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
POST intake.start                       provider       422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
GET  intake.template                    university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
GET  intake.template                    provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  x  x

# letters                                                       no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  letters.at_site                    site           200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST letters.code                       letter         200      >  x  .  .  x  .  x  .  x  .  Y  .  x  x  x  .  .  Y  .
GET  letters.letter                     letter         200      >  Y  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
GET  letters.make                       stay           200      >  x  .  .  x  .  x  .  x  .  Y  .  x  x  x  .  .  Y  .
POST letters.make                       stay           409      >  x  .  .  x  .  x  .  x  .  Y  .  x  x  x  .  .  Y  .
GET  letters.of_placement               placement      200      >  Y  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
GET  letters.opened                     dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST letters.opened                     dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  letters.pdf                        letter         303      >  Y  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST letters.revoke                     letter         303      >  x  .  .  x  .  x  .  x  .  Y  .  x  x  x  .  .  Y  .
POST letters.send                       letter         422      >  x  .  .  x  .  x  .  x  .  Y  .  x  x  x  .  .  Y  .
POST letters.tell                       letter         422      >  x  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  Y  .

# mail                                                          no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  mail.mailbox                       -              ---      .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  mail.message                       message        ---      .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .

# matching                                                      no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
POST matching.allocate                  round          409      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST matching.change_choices            round          303|409  >  Y  Y  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  matching.choices                   round          200      >  Y  Y  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  matching.constraints               round          200      >  Y  Y  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
POST matching.constraints               round          422      >  Y  Y  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  matching.decide                    round          200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  matching.draft                     round          200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  matching.edit                      round          200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST matching.edit                      round          422      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST matching.free                      round          409      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST matching.lock                      round          409      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST matching.move                      round          422      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  matching.needs                     needing        200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST matching.needs                     needing        303      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  matching.new                       programme      200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST matching.new                       programme      422      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  matching.progress                  round          200      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST matching.propose                   round          303      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST matching.publish                   round          409      >  .  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  matching.rounds                    -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y

# offers                                                        no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  offers.edit                        offer          200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  .  .  x  Y  x
POST offers.edit                        offer          422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  .  .  x  Y  x
POST offers.hold                        offer          422      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  .  .  x  x  Y
GET  offers.new                         provider       200      >  .  .  .  x  x  x  x  .  .  Y  .  .  .  .  .  x  Y  .
GET  offers.new                         university     ---      >  .  .  .  .  .  .  .  x  x  .  .  x  x  .  .  .  .  .
POST offers.new                         provider       422      >  .  .  .  x  x  x  x  .  .  Y  .  .  .  .  .  x  Y  .
GET  offers.offer                       offer          200      >  .  .  .  Y  Y  Y  Y  Y  Y  Y  .  Y  Y  .  .  Y  Y  Y
POST offers.offer_again                 withdrawn      303      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  .  .  x  Y  .
GET  offers.offers                      provider       200      >  .  .  .  Y  Y  Y  Y  .  .  Y  .  .  .  .  .  Y  Y  .
GET  offers.offers                      university     200      >  .  .  .  .  .  .  .  Y  Y  .  .  Y  Y  .  .  .  .  .
POST offers.release                     place          303      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  .  .  x  x  x
POST offers.withdraw                    offer          303      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  .  .  x  Y  x

# organisations                                                 no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  organisations.accept               dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  organisations.accept               invited        200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST organisations.accept               dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST organisations.accept               invited        422      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST organisations.add_membership       supervisor     422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
POST organisations.add_membership       examiner       422      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  Y  x  x  .
POST organisations.begin_partnership    university     422      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  Y  x  x  .
POST organisations.begin_partnership    provider       422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
GET  organisations.agreement            partnership    200      >  .  .  .  x  x  x  x  x  x  Y  .  Y  Y  x  Y  x  x  .
POST organisations.agreement            partnership    409      >  .  .  .  x  x  x  x  x  x  Y  .  Y  Y  x  Y  x  x  .
GET  organisations.brand                provider       200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST organisations.confirm_membership   proposed       303      >  .  .  .  x  x  x  x  .  .  Y  .  .  .  .  .  x  x  .
POST organisations.confirm_membership   administration 303      >  .  .  .  .  .  .  .  x  x  .  .  x  x  x  Y  .  .  .
POST organisations.deactivate           supervisor     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  x
POST organisations.deactivate           examiner       303      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  Y  x  x  .
GET  organisations.end_membership       membership     200      >  .  .  .  x  x  x  x  .  .  Y  .  .  .  .  .  x  x  .
GET  organisations.end_membership       administration 200      >  .  .  .  .  .  .  .  x  x  .  .  x  x  x  Y  .  .  .
POST organisations.end_membership       membership     422      >  .  .  .  x  x  x  x  .  .  Y  .  .  .  .  .  x  x  .
POST organisations.end_membership       administration 422      >  .  .  .  .  .  .  .  x  x  .  .  x  x  x  Y  .  .  .
POST organisations.end_partnership      partnership    303      >  .  .  .  x  x  x  x  x  x  Y  .  Y  Y  x  Y  x  x  .
GET  organisations.invitation_sent      -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  organisations.invitations          university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  Y  x  x  .
GET  organisations.invitations          provider       200      >  .  .  .  x  x  x  x  Y  Y  Y  .  Y  Y  x  x  x  x  Y
GET  organisations.invite               university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  Y  x  x  .
GET  organisations.invite               provider       200      >  .  .  .  x  x  x  x  Y  Y  Y  .  Y  Y  x  x  x  x  Y
POST organisations.invite               university     422      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  Y  x  x  .
POST organisations.invite               provider       422      >  .  .  .  x  x  x  x  Y  Y  Y  .  Y  Y  x  x  x  x  Y
GET  organisations.organisation         university     200      >  .  .  .  Y  Y  Y  Y  Y  Y  Y  .  Y  Y  Y  Y  Y  Y  .
GET  organisations.organisation         provider       200      >  .  .  .  Y  Y  Y  Y  Y  Y  Y  .  Y  Y  Y  Y  Y  Y  Y
GET  organisations.organisations        -              200|303  >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  organisations.people               university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  Y  x  x  .
GET  organisations.people               provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
GET  organisations.person               supervisor     200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
GET  organisations.person               examiner       200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  Y  x  x  .
POST organisations.reactivate           examiner       303      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  Y  x  x  .
POST organisations.renew_invitation     dead           303      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST organisations.resend_invitation    invitation     303      >  .  .  .  x  x  x  x  x  x  Y  .  Y  x  x  x  x  x  x
POST organisations.revoke_invitation    invitation     303      >  .  .  .  x  x  x  x  x  x  Y  .  Y  x  x  x  x  x  x
GET  organisations.settings             university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  Y  x  x  .
GET  organisations.settings             provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
POST organisations.settings             university     422      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  Y  x  x  .
POST organisations.settings             provider       422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  x  x

# people                                                        no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  people.person                      somebody       200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  people.person                      supervising    200      >  Y  .  .  Y  Y  Y  Y  Y  Y  Y  .  Y  Y  Y  Y  Y  Y  Y
GET  people.supervisors                 provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  people.week                        site           200      >  .  .  .  Y  Y  Y  Y  Y  Y  Y  .  Y  Y  Y  Y  Y  Y  Y

# placements                                                    no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  placements.checks                  placement      200      >  x  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.checks                  placement      303      >  x  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
GET  placements.lists                   version        200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST placements.lists                   version        303      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  placements.client                  client         200      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.client                  client         409      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
GET  placements.clients                 placement      200      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.clients                 placement      422      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.close_client            client         303      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
GET  placements.edit                    placement      200      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
POST placements.edit                    placement      422      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
GET  placements.end_assignment          supervision    200      >  x  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
GET  placements.end_assignment          tutoring       200      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
POST placements.end_assignment          supervision    422      >  x  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.end_assignment          tutoring       422      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
GET  placements.new                     student        200      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
POST placements.new                     student        422      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
GET  placements.people                  placement      200      >  x  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.people                  placement      422      >  x  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.remove_timetable_row    habit          303      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.reopen_client           client         303      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
GET  placements.state                   placement      200      >  x  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.state                   placement      422      >  x  .  .  x  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
GET  placements.timetable               placement      200      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.timetable               placement      422      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
GET  placements.timetable_row           habit          200      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .
POST placements.timetable_row           habit          422      >  Y  .  .  Y  .  x  .  x  .  Y  .  Y  Y  x  .  .  Y  .

# profiles                                                      no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
POST profiles.check                     profile        303      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
GET  profiles.passport                  provider       200      >  .  .  .  Y  Y  Y  Y  Y  Y  Y  .  Y  Y  Y  Y  Y  Y  Y
GET  profiles.edit_passport             provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST profiles.edit_passport             provider       303      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  profiles.days                      profile        200      >  .  .  .  Y  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
POST profiles.days                      profile        303      >  .  .  .  Y  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
GET  profiles.edit                      profile        200      >  .  .  .  Y  x  x  x  x  x  Y  .  x  x  x  x  x  x  x
POST profiles.edit                      profile        303      >  .  .  .  Y  x  x  x  x  x  Y  .  x  x  x  x  x  x  x

# programmes                                                    no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  programmes.categories              version        200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.categories              version        422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.category                category       200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.category                category       422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.cohort                  cohort         200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.copy_cohort             cohort         200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.copy_cohort             cohort         422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.edit                    programme      200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.edit                    programme      422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.edit_cohort             cohort         200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.edit_cohort             cohort         422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.end_role                role           200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  Y  .  .  .
POST programmes.end_role                role           422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  Y  .  .  .
GET  programmes.new                     university     200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  Y  .  .  .
POST programmes.new                     university     422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  Y  .  .  .
GET  programmes.new_cohort              version        200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.new_cohort              version        422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.new_stage               cohort         200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.new_stage               cohort         422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.new_student             cohort         200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.new_student             cohort         422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.new_version             programme      200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.new_version             programme      422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.opening_balance         student        200      >  x  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
POST programmes.opening_balance         student        422      >  x  .  .  .  .  .  .  .  .  .  .  Y  Y  .  .  .  .  .
GET  programmes.programme               programme      200      >  .  .  .  .  .  .  .  Y  Y  .  .  Y  Y  Y  Y  .  .  .
GET  programmes.programmes              university     200      >  .  .  .  .  .  .  .  Y  Y  .  .  Y  Y  Y  Y  .  .  .
GET  programmes.programmes              provider       ---      >  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  programmes.roles                   programme      200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  Y  .  .  .
POST programmes.roles                   programme      422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  Y  .  .  .
GET  programmes.stage                   stage          200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.stage                   stage          422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  programmes.version                 version        200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST programmes.version                 version        422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .

# proposals                                                     no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  proposals.pass_on                  site           200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST proposals.pass_on                  site           422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  proposals.proposal                 suggestion     200      >  .  .  .  .  .  .  .  Y  .  Y  .  Y  Y  .  .  .  Y  .
POST proposals.proposal                 suggestion     200|422  >  .  .  .  .  .  .  .  Y  .  Y  .  Y  Y  .  .  .  Y  .
GET  proposals.proposals                -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  proposals.provider                 university     200      >  .  .  .  x  x  x  x  x  x  Y  .  Y  Y  x  x  x  x  .
POST proposals.provider                 university     422      >  .  .  .  x  x  x  x  x  x  Y  .  Y  Y  x  x  x  x  .
GET  proposals.setting                  provider       200      >  .  .  .  x  x  x  x  Y  Y  x  .  Y  Y  x  x  x  x  Y
POST proposals.setting                  provider       422      >  .  .  .  x  x  x  x  Y  Y  x  .  Y  Y  x  x  x  x  Y
POST proposals.withdraw                 suggestion     303      >  .  .  .  .  .  .  .  Y  .  x  .  x  x  .  .  .  x  .

# record                                                        no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  record.absence                     absence        200      >  Y  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
GET  record.absences                    placement      200      >  Y  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
GET  record.download                    -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  record.entry                       draft          200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  record.entry                       submitted      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  record.entry                       undecided      200      >  Y  .  .  Y  .  .  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  record.hours                       -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  record.placement                   placement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  record.placement_hours             placement      200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  record.print_view                  -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  record.student                     student        200      >  Y  .  .  Y  .  Y  .  Y  .  Y  .  Y  Y  Y  .  .  Y  .
GET  record.week                        -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y

# signing                                                       no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  signing.room                       -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST signing.take_over                  -              303      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST signing.undo                       -              303      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST signing.verify                     -              422      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y

# signatures                                                    no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  signatures.dispute                 dispute        200      >  .  x  .  .  x  .  .  .  Y  x  .  Y  Y  x  .  .  x  .
POST signatures.dispute                 dispute        422      >  .  x  .  .  x  .  .  .  Y  x  .  Y  Y  x  .  .  x  .
GET  signatures.link_sent               -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST signatures.new_link                dead           303      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  signatures.not_me                  dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST signatures.not_me                  dead           410      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST signatures.send_code               paper          303|409  >  .  Y  .  .  Y  .  .  .  Y  Y  .  Y  Y  x  .  .  x  .
GET  signatures.sign                    paper          200|303  >  .  Y  .  .  Y  .  .  .  Y  Y  .  Y  Y  x  .  .  x  .
POST signatures.sign                    paper          422|409  >  .  Y  .  .  Y  .  .  .  Y  Y  .  Y  Y  x  .  .  x  .
GET  signatures.told                    -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y

# register                                                      no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  register.cohorts                   provider       ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  x
GET  register.cohorts                   university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
GET  register.ends                      provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
GET  register.ends                      university     200      >  .  .  .  x  x  x  x  x  x  x  .  Y  Y  x  x  x  x  .
GET  register.export_csv                provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
GET  register.export_xlsx               provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
GET  register.here                      site           200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
GET  register.looked                    -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  register.register                  provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  Y  Y  x
GET  register.register                  university     ---      >  .  .  .  x  x  x  x  x  x  x  .  x  x  x  x  x  x  .

# rulebook                                                      no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  rulebook.compare                   stage          303      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST rulebook.compare                   stage          303      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST rulebook.discard                   stage          303      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST rulebook.group                     stage          303      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  rulebook.new                       stage_kind     303      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST rulebook.new                       stage_kind     303      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST rulebook.remove                    rule           409      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  rulebook.rule                      rule           303      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST rulebook.rule                      rule           303      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  rulebook.rules                     stage          200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST rulebook.start                     stage          422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
# rhythm                                                        no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
POST rhythm.call_off                    planned        303      >  Y  .  .  Y  .  .  .  Y  .  .  .  x  .  .  .  .  .  .
GET  rhythm.move                        planned        200      >  Y  .  .  Y  .  .  .  Y  .  .  .  x  .  .  .  .  .  .
POST rhythm.move                        planned        422      >  Y  .  .  Y  .  .  .  Y  .  .  .  x  .  .  .  .  .  .
GET  rhythm.pace                        placement      200      >  x  .  .  Y  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
POST rhythm.pace                        placement      422      >  x  .  .  Y  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
GET  rhythm.plan                        placement      200      >  Y  .  .  Y  .  x  .  Y  .  x  .  x  x  x  .  .  x  .
POST rhythm.plan                        placement      422      >  Y  .  .  Y  .  x  .  Y  .  x  .  x  x  x  .  .  x  .

# search                                                        no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  search.search                      -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y

# signpost                                                      no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  signpost.area                      area           200      >  .  .  .  .  .  .  .  .  .  Y  .  .  .  .  .  .  Y  .
POST signpost.area                      area           422      >  .  .  .  .  .  .  .  .  .  Y  .  .  .  .  .  .  Y  .
GET  signpost.keep_own                  provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST signpost.keep_own                  provider       303|409  >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  signpost.new_area                  provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST signpost.new_area                  provider       422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  signpost.of_provider               provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  signpost.of_site                   site           200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST signpost.of_site                   site           422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  signpost.read_notes                -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST signpost.remove                    telling        303      >  Y  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
GET  signpost.told                      -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST signpost.told                      -              422      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  signpost.worried                   -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y

# sites                                                         no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
POST sites.bank_holidays                site           422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST sites.close_between_terms          site           303      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST sites.remove_term                  term           303      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  sites.terms                        site           200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST sites.terms                        site           422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  sites.visiting                     site           200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST sites.visiting                     site           409      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  sites.closures                     site           200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST sites.closures                     site           422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  sites.edit                         site           200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST sites.edit                         site           422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  sites.new                          provider       200      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST sites.new                          provider       422      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
POST sites.remove_closure               closure        303      >  .  .  .  x  x  x  x  x  x  Y  .  x  x  x  x  x  Y  x
GET  sites.site                         site           200      >  .  .  .  Y  Y  Y  Y  Y  Y  Y  .  Y  Y  Y  Y  Y  Y  Y
GET  sites.sites                        provider       200      >  .  .  .  Y  Y  Y  Y  Y  Y  Y  .  Y  Y  Y  Y  Y  Y  Y
GET  sites.sites                        university     ---      >  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .

# therapy                                                       no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  therapy.attest                     student        200      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST therapy.attest                     student        422      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
GET  therapy.total                      student        200      >  Y  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .

# today                                                         no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  today.today                        -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y

# supervision                                                   no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  supervision.agree                  confirmed      200      >  Y  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.agree                  confirmed      422      >  Y  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.answer                 supervised     409      >  Y  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  supervision.change                 confirmed      200      >  Y  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.change                 confirmed      422      >  Y  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  supervision.change_action          action         200      >  Y  .  .  Y  .  .  .  Y  .  .  .  x  .  .  .  .  .  .
POST supervision.change_action          action         422      >  Y  .  .  Y  .  .  .  Y  .  .  .  x  .  .  .  .  .  .
GET  supervision.comment                supervised     200      >  x  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.comment                supervised     303      >  x  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.confirm                supervised     303      >  x  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  supervision.confirm_for_university overdue        200      >  x  .  .  x  .  .  .  Y  .  .  .  Y  .  .  .  .  .  .
POST supervision.confirm_for_university overdue        422      >  x  .  .  x  .  .  .  Y  .  .  .  Y  .  .  .  .  .  .
POST supervision.confirm_many           -              303      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
POST supervision.delete                 supervised     409      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  supervision.edit                   supervised     303      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.edit                   supervised     422      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.merge                  supervised     303      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.finish                 action         303      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  supervision.new                    placement      200      >  Y  .  .  Y  .  Y  .  Y  .  x  .  x  x  x  .  .  x  .
POST supervision.new                    placement      422      >  Y  .  .  Y  .  Y  .  Y  .  x  .  x  x  x  .  .  x  .
GET  supervision.overview               -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  supervision.part                   supervised     200      >  Y  .  .  Y  .  .  .  Y  .  .  .  Y  .  .  .  .  .  .
GET  supervision.placement              placement      200      >  Y  .  .  Y  .  Y  .  Y  .  x  .  Y  x  x  .  .  x  .
GET  supervision.reflect                supervised     200      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.reflect                supervised     303      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .
GET  supervision.reverse                confirmed      200      >  x  .  .  x  .  .  .  Y  .  .  .  Y  .  .  .  .  .  .
POST supervision.reverse                confirmed      422      >  x  .  .  x  .  .  .  Y  .  .  .  Y  .  .  .  .  .  .
GET  supervision.send_back              supervised     200      >  x  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.send_back              supervised     422      >  x  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.submit                 supervised     409      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.undo                   decided        303      >  x  .  .  Y  .  .  .  x  .  .  .  x  .  .  .  .  .  .
POST supervision.withdraw               supervised     303      >  Y  .  .  x  .  .  .  x  .  .  .  x  .  .  .  .  .  .

# travel                                                        no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  travel.download_csv                -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  travel.download_xlsx               -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  travel.print_view                  -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  travel.travel                      -              200      >  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y

# web                                                           no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  web.asset                          asset          200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  web.health                         -              200      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y
GET  web.ready                          -              503      Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y  Y

# studies                                                       no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
GET  studies.adjustment                 adjustment     200      >  x  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
POST studies.adjustment                 adjustment     422      >  x  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
GET  studies.adjustments                student        200      >  Y  .  .  Y  .  x  .  Y  .  Y  .  Y  Y  x  .  .  Y  .
GET  studies.mode                       student        200      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
POST studies.mode                       student        422      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
GET  studies.move                       student        200      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
POST studies.move                       student        422      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
GET  studies.new_adjustment             student        200      >  x  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
POST studies.new_adjustment             student        422      >  x  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
POST studies.move_back                  cohort         303      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  studies.promote                    cohort         200      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
POST studies.promote                    cohort         422      >  .  .  .  .  .  .  .  x  x  .  .  Y  Y  x  x  .  .  .
GET  studies.record                     student        200      >  Y  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
GET  studies.share                      adjustment     200      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .
POST studies.share                      adjustment     303      >  Y  .  .  x  .  x  .  x  .  x  .  x  x  x  .  .  x  .

# whatif                                                        no st os fs su ou gs fo tu ot pc oc le uc ex ad co sg fl
POST whatif.as_the_cohort               student        303      >  x  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
GET  whatif.ask                         student        200      >  Y  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
GET  whatif.carry                       student        200      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
POST whatif.carry                       student        422      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
GET  whatif.credit                      student        200      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
POST whatif.credit                      student        422      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
GET  whatif.lower                       student        200      >  x  .  .  x  .  x  .  x  .  x  .  Y  x  x  .  .  x  .
POST whatif.lower                       student        422      >  x  .  .  x  .  x  .  x  .  x  .  Y  x  x  .  .  x  .
GET  whatif.more_time                   student        200      >  x  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
POST whatif.more_time                   student        422      >  x  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
GET  whatif.programme                   student        200      >  Y  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
GET  whatif.rule                        rule_of        200      >  Y  .  .  x  .  x  .  Y  .  x  .  Y  Y  x  .  .  x  .
POST whatif.take_carry_back             carried        303      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
POST whatif.take_credit_back            credit         303      >  x  .  .  x  .  x  .  x  .  x  .  Y  Y  x  .  .  x  .
"""

ROWS: Final = read(TABLE)
