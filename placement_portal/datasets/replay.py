"""What an entry became: its acts replayed through the same tables of states that the portal itself uses."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from placement_portal.accounts.rules import SessionAssurance
from placement_portal.datasets.facts import Place
from placement_portal.datasets.format import Act
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item
from placement_portal.hours import rules
from placement_portal.hours.rules import (
    AmendmentAction,
    AmendmentStatus,
    EntryAction,
    EntryStatus,
    KnownBy,
    VersionKind,
    Written,
)

MOVES: Final[Mapping[Act, EntryAction]] = {
    Act.SUBMIT: EntryAction.SUBMIT,
    Act.WITHDRAW: EntryAction.WITHDRAW,
    Act.VERIFY: EntryAction.VERIFY,
    Act.QUERY: EntryAction.QUERY,
    Act.DECLINE: EntryAction.DECLINE,
    Act.RESUBMIT: EntryAction.RESUBMIT,
    Act.ACCEPT_OFFER: EntryAction.ACCEPT_OFFER,
}
ANSWERS: Final[Mapping[Act, AmendmentAction]] = {
    Act.ACCEPT_CHANGE: AmendmentAction.ACCEPT,
    Act.DECLINE_CHANGE: AmendmentAction.DECLINE,
    Act.WITHDRAW_CHANGE: AmendmentAction.WITHDRAW,
}
BY_STUDENT: Final = frozenset(
    {Act.SUBMIT, Act.WITHDRAW, Act.RESUBMIT, Act.ACCEPT_OFFER, Act.AMEND, Act.WITHDRAW_CHANGE}
)
NEEDS_REASON: Final = frozenset({Act.QUERY, Act.DECLINE, Act.AMEND, Act.REVERSE})
Change = Callable[[Item, Written, str], Written]


class CannotHappen(ValueError):
    """An act that does not fit what went before; the message is a sentence."""


@dataclass
class Story:
    """An entry as it stands after the acts told so far, with the rows that its past left."""

    id: uuid.UUID
    place: Place
    content: Written
    supervisor_id: uuid.UUID | None
    reader: Reader
    change: Change
    status: EntryStatus = EntryStatus.DRAFT
    number: int = 0
    newest: int = 0
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by_id: uuid.UUID | None = None
    reason: str = ""
    offered: tuple[int, Written] | None = None
    asked: tuple[Item, Written] | None = None
    reversed_at: datetime | None = None
    last_at: datetime | None = None
    versions: list[Item] = field(default_factory=list)
    decisions: list[Item] = field(default_factory=list)
    amendments: list[Item] = field(default_factory=list)
    reversals: list[Item] = field(default_factory=list)

    def tell(self, step: Item) -> None:
        """Add the next act; raise `CannotHappen` when it does not fit."""
        act: Act = step["act"]
        if self.last_at and step["at"] < self.last_at:
            raise CannotHappen("this happened before the act above it: put acts in their order.")
        if act in NEEDS_REASON and not step["reason"]:
            raise CannotHappen(f'{act.value} needs the field "reason".')
        self.last_at = step["at"]
        if act in MOVES:
            self._move(MOVES[act])
        TELL[act](self, step, self._who(step))

    def _move(self, action: EntryAction) -> None:
        try:
            self.status = rules.move(self.status, action)
        except rules.NotAllowed as refused:
            raise CannotHappen(f"{refused}.") from None

    def _who(self, step: Item) -> uuid.UUID:
        student = self.place.student.person_id
        if step["act"] in BY_STUDENT:
            who: uuid.UUID | None = student
        else:
            who = self.reader.id(step["by"]) if step["by"] else self.supervisor_id
        if who is None:
            raise CannotHappen('nobody supervises the placement on that day: name somebody in the field "by".')
        if who == student and step["act"] not in BY_STUDENT:
            raise CannotHappen("nobody decides on an entry of their own.")
        return who

    def _changed(self, step: Item) -> Written:
        return (
            self.change(step["change"], self.content, f"{step['pointer']}/change") if step["change"] else self.content
        )

    def _keep(self, content: Written, kind: VersionKind, by: uuid.UUID, at: datetime) -> int:
        self.newest += 1
        self.versions.append({"number": self.newest, "kind": kind, "by_id": by, "at": at, "content": content})
        return self.newest

    def _decide(self, step: Item, by: uuid.UUID, action: EntryAction, known_by: KnownBy | None = None) -> None:
        self.decisions.append(
            {
                "number": self.number,
                "action": action,
                "by_id": by,
                "at": step["at"],
                "known_by": known_by,
                "reason": step["reason"] if action is not EntryAction.ACCEPT_OFFER else "",
                "as_university": step["as_university"],
                "assurance": SessionAssurance.ACCOUNT,
                "seen": rules.hash_shown(self.id, self.number, self.content),
            }
        )

    def _settled(self, at: datetime, by: uuid.UUID) -> None:
        self.decided_at, self.decided_by_id = at, by

    def _hand_in(self, step: Item, by: uuid.UUID) -> None:
        self.content = self._changed(step)
        self.number = self._keep(self.content, VersionKind.SUBMITTED, by, step["at"])
        self.submitted_at = step["at"]
        self.decided_at = self.decided_by_id = self.offered = None
        self.reason = ""

    def _withdraw(self, _step: Item, _by: uuid.UUID) -> None:
        self.submitted_at = self.decided_at = self.decided_by_id = self.offered = None
        self.reason = ""

    def _verify(self, step: Item, by: uuid.UUID) -> None:
        known_by = None if step["as_university"] else step["known_by"] or KnownBy.OWN_KNOWLEDGE
        self._decide(step, by, EntryAction.VERIFY, known_by)
        self._settled(step["at"], by)

    def _query(self, step: Item, by: uuid.UUID) -> None:
        offer = self._changed(step)
        self._decide(step, by, EntryAction.QUERY)
        self._settled(step["at"], by)
        self.reason = step["reason"]
        if offer != self.content:
            self.offered = (self._keep(offer, VersionKind.OFFERED, by, step["at"]), offer)

    def _decline(self, step: Item, by: uuid.UUID) -> None:
        self._decide(step, by, EntryAction.DECLINE)
        self._settled(step["at"], by)
        self.reason = step["reason"]

    def _accept_offer(self, step: Item, by: uuid.UUID) -> None:
        if self.offered is None:
            raise CannotHappen("nothing was offered that could be accepted.")
        self.number, self.content = self.offered
        self.offered = None
        self._decide(step, by, EntryAction.ACCEPT_OFFER)

    def _amend(self, step: Item, by: uuid.UUID) -> None:
        self._expect_verified()
        wanted = self._changed(step)
        if self.asked or wanted == self.content:
            raise CannotHappen("a change waits already, or changes nothing.")
        number = self._keep(wanted, VersionKind.AMENDED, by, step["at"])
        row = {"number": number, "reason": step["reason"], "asked_at": step["at"], **UNANSWERED}
        self.amendments.append(row)
        self.asked = (row, wanted)

    def _answer(self, step: Item, by: uuid.UUID) -> None:
        if self.asked is None:
            raise CannotHappen("no change waits for an answer.")
        row, wanted = self.asked
        row |= {"status": rules.move_amendment(row["status"], ANSWERS[step["act"]]), "decided_at": step["at"]}
        if step["act"] is not Act.WITHDRAW_CHANGE:
            seen = rules.hash_shown(self.id, row["number"], wanted)
            answered = {"answer": step["reason"], "seen": seen, "assurance": SessionAssurance.ACCOUNT}
            row |= {"decided_by_id": by, **answered}
        if step["act"] is Act.ACCEPT_CHANGE:
            self.number, self.content = row["number"], wanted
        self.asked = None

    def _reverse(self, step: Item, by: uuid.UUID) -> None:
        self._expect_verified()
        if self.asked:
            raise CannotHappen("a change waits for an answer: answer it first.")
        self.reversed_at = step["at"]
        self.reversals.append({"by_id": by, "at": step["at"], "reason": step["reason"]})

    def _expect_verified(self) -> None:
        if self.status is not EntryStatus.VERIFIED or self.reversed_at:
            raise CannotHappen("only what is verified can be changed or taken back.")


UNANSWERED: Final[Mapping[str, Any]] = {
    "status": AmendmentStatus.PENDING,
    "decided_at": None,
    "decided_by_id": None,
    "answer": "",
    "seen": "",
    "assurance": None,
}
TELL: Final[Mapping[Act, Callable[[Story, Item, uuid.UUID], None]]] = {
    Act.SUBMIT: Story._hand_in,
    Act.RESUBMIT: Story._hand_in,
    Act.WITHDRAW: Story._withdraw,
    Act.VERIFY: Story._verify,
    Act.QUERY: Story._query,
    Act.DECLINE: Story._decline,
    Act.ACCEPT_OFFER: Story._accept_offer,
    Act.AMEND: Story._amend,
    Act.ACCEPT_CHANGE: Story._answer,
    Act.DECLINE_CHANGE: Story._answer,
    Act.WITHDRAW_CHANGE: Story._answer,
    Act.REVERSE: Story._reverse,
}


def changed(content: Written, **different: Any) -> Written:
    """Return a content with what is different."""
    return replace(content, **different)
