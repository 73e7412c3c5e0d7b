"""Who a row is about: somebody known by ref or address, or somebody new; and what may be changed of them."""

from dataclasses import dataclass, field

from placement_portal import clock
from placement_portal.accounts.models import Address, Person
from placement_portal.accounts.rules import AddressKind, normal_address
from placement_portal.intake.queries.standing import Someone
from placement_portal.intake.rules import ImportKind
from placement_portal.intake.service.files import Line
from placement_portal.intake.service.plan import Plan, Refused

TAKEN = "This address belongs to somebody else than this ref does."
OTHER_NAME = "This address is {name} in row {row} of {sheet}: one address, one name."
ELSEWHERE = "Known to another organisation as well: name and address stay as they are."
OWN_ACCOUNT = "Has an account, and changes the address themselves."


@dataclass(slots=True)
class Wish:
    """Somebody as a row wants them, before anything is planned; without `someone` they are new."""

    name: str
    address: str
    someone: Someone | None
    new_name: bool = False
    new_address: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def folded(self) -> str:
        """The address as it is compared."""
        return normal_address(self.address)


def look(plan: Plan, line: Line) -> Wish:
    """Find who a row is about; raise `Refused` when ref and address, or two rows, contradict each other."""
    known = plan.known
    wish = Wish(line["name"], line["address"], None)
    at_address = known.at_address.get(wish.folded)
    by_ref = known.people.get(known.refs.get((line.kind, line["ref"]))) if line["ref"] else None  # type: ignore[arg-type]
    if by_ref and at_address and by_ref is not at_address:
        raise Refused("address", TAKEN)
    wish.someone = by_ref or at_address
    _check_one_name(plan, line, wish)
    if wish.someone:
        _compare(plan, wish, wish.someone, named_by_ref=by_ref is not None)
    return wish


def settle(plan: Plan, line: Line, wish: Wish) -> Someone:
    """Plan what a row wants of a person, and return them."""
    plan.taken.setdefault(("name", wish.folded), line)
    someone = wish.someone or _add(plan, wish)
    if wish.new_name:
        someone.name = wish.name
        plan.update(Person, {"id": someone.id}, name=wish.name)
    if wish.new_address:
        plan.known.at_address.pop(someone.address, None)
        someone.address = wish.folded
        plan.known.at_address[wish.folded] = someone
        plan.update(Address, {"id": someone.address_id}, written=wish.address, folded=wish.folded)
    plan.people.add(someone.id)
    plan.remember(line, someone.id)
    return someone


def named(plan: Plan, line: Line, column: str, kind: ImportKind) -> Someone:
    """Return whom a cell names by address or ref; raise `Refused` when nobody is known by it."""
    value = line[column]
    if "@" in value:
        someone = plan.known.at_address.get(value)
    else:
        someone = plan.known.people.get(plan.known.refs.get((kind, value)))  # type: ignore[arg-type]
    if someone is None:
        raise Refused(column, f"Nobody is known by “{value}”: check it, or the row that brings them in.")
    return someone


def is_elsewhere(plan: Plan, someone: Someone, *, named_by_ref: bool = False) -> bool:
    """Say whether a person belongs to another organisation too, or is proposed there by somebody else."""
    own = {plan.known.organisation.id}
    return bool(someone.homes - own) or (bool(someone.proposed - own) and not named_by_ref)


def _check_one_name(plan: Plan, line: Line, wish: Wish) -> None:
    first = plan.taken.get(("name", wish.folded))
    if first and first["name"] != wish.name:
        raise Refused("name", OTHER_NAME.format(name=first["name"], row=first.number, sheet=first.sheet))


def _compare(plan: Plan, wish: Wish, someone: Someone, *, named_by_ref: bool) -> None:
    other_name, other_address = someone.name != wish.name, someone.address != wish.folded
    if not other_name and not other_address:
        return
    if is_elsewhere(plan, someone, named_by_ref=named_by_ref):
        wish.notes.append(ELSEWHERE)
        return
    wish.new_name = other_name and not someone.is_new
    wish.new_address = other_address and not someone.has_account
    if other_name:
        wish.notes.append(f"Name: {someone.name} becomes {wish.name}.")
    if other_address:
        wish.notes.append(f"Address: becomes {wish.address}." if wish.new_address else OWN_ACCOUNT)


def _add(plan: Plan, wish: Wish) -> Someone:
    now = clock.now()
    id_ = plan.insert(Person, name=wish.name, created_at=now)
    address_id = plan.insert(
        Address,
        person_id=id_,
        kind=AddressKind.SIGN_IN,
        written=wish.address,
        folded=wish.folded,
        confirmed_at=None,
    )
    someone = Someone(id_, wish.name, wish.folded, address_id, is_new=True)
    plan.known.people[id_] = plan.known.at_address[wish.folded] = someone
    return someone
