"""An example text in our own words, for programmes that have none yet; labelled as such wherever it is shown."""

import re
from typing import Final

_LINES: Final = """\
# What this is

This agreement is between {student}, {provider} and {university}. {student} studies {programme} ({year}). It
says what each of us may expect of the others while {student} is on placement.

# The placement

The placement is at {settings}. It begins on {first_day} and ends on {last_day}. {student} is there
{days_a_week}, on days that are agreed with the setting.

The work is supervised by {supervisors}. The tutor at the university is {tutor}.

# When somebody cannot come

A student who cannot come rings before the day's first session: {absence}. Nobody has to give a reason. The
setting is told first, so that no client waits. Sessions that are missed are not simply dropped: student and
supervisor agree what is made up, and when.

# What the student promises

- To come prepared and on time, and to keep the rules of the setting.
- To work only as supervised, and to ask before doing anything new with a client.
- To record the work honestly and soon, without anything that could tell who a client is.
- To say early when something is not going well: with the work, with supervision, with one's own strength.
- To pass on any worry about a child or an adult at once, in the way the setting asks for.

# What the provider and the supervisor promise

- A named supervisor, and supervision at regular times that are kept.
- An introduction to the setting, its people and its safeguarding rules before the first session.
- Work that fits what the student has learned so far, a room to work in and instruments that can be used.
- Time to talk after a hard session, on the same day if need be.
- To look at recorded hours every week, and to say plainly what is good and what must change.
- To tell the university early if the placement is at risk of not going on.

# What the university promises

- A tutor who knows the placement, visits it and can be reached in between.
- Clear word on what must be learned and how it is assessed, before the placement begins.
- Support for the student outside the placement, in confidence.
- To find another way, together with everybody, if the placement cannot go on.

# If we disagree, or if something changes

We speak with each other first: student and supervisor, then the tutor. If dates, days or people change, we
sign a new version of this agreement. Clients come first: no placement ends without a plan for each of them.
"""

EXAMPLE: Final = re.sub(r"(?<=\S)\n(?=[^\n#-])", " ", _LINES)
"""The same, with each paragraph on one line, as people edit it."""
