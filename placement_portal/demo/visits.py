"""What one must know before going to each setting of the demo world: rooms, instruments, parking, whom to ring."""

from typing import Any, Final, NamedTuple


class Visit(NamedTuple):
    """What whoever goes there is told."""

    address: str
    phone: str
    link_person: str
    link_contact: str
    link_when: str
    rooms: tuple[str, ...]
    access_notes: str

    def said(self) -> dict[str, Any]:
        """Return it as a dataset says it."""
        return {**self._asdict(), "rooms": "\n".join(self.rooms)}


VISITS: Final = {
    "sedgewick": Visit(
        "Drove Lane, Sedgewick, ZZ1 4SF",
        "01632 960110",
        "Wendy Ashcombe, deputy head",
        "01632 960111",
        "Before 8:30 or after 15:15",
        (
            "Music room: upright piano, gathering drum, two guitars, ocean drum",
            "Small room by the pool: keyboard, windchimes, a box of small percussion",
        ),
        "Park behind the minibuses. Ring at the blue gate; the whole site is step-free.",
    ),
    "marlpit": Visit(
        "4 Marlpit Lane, Quillmere, ZZ2 7ML",
        "01632 960120",
        "Idris Pell, inclusion lead",
        "01632 960121",
        "Mondays and Thursdays, 12:00 to 13:00",
        ("The Den: digital piano, djembes, ukuleles", "Hall, Wednesdays only: grand piano"),
        "No parking on the lane after 8:30; use the chapel. The Den is up four steps.",
    ),
    "heron": Visit(
        "Quillmere Academy, North Gate, ZZ2 7QA",
        "01632 960130",
        "Saffron Doyle, unit manager",
        "heron.unit@quillmere.example",
        "Any day before 9:00",
        ("Sound room: electric piano, drum kit with pads, microphone",),
        "Sign in at North Gate, not at the main reception. Step-free.",
    ),
    "tidewell": Visit(
        "The Green, Tidewell, ZZ3 1TG",
        "01632 960140",
        "Bea Larkin, centre manager",
        "01632 960140",
        "Weekdays, 9:00 to 16:00",
        ("Family room: floor drums, lap harp, scarves and shakers",),
        "Two spaces at the front for drop-off alone; the car park on the Green is free. Step-free.",
    ),
    "packet-quay": Visit(
        "2 Packet Quay, Eastmarsh, ZZ1 1PQ",
        "01632 960150",
        "Omar Whitlock, hub co-ordinator",
        "01632 960151",
        "Afternoons",
        ("Studio: piano, guitars, recording desk", "Quiet room: nothing but a keyboard"),
        "Tram to Custom House. There is a lift; ask for its key at the café.",
    ),
    "drying-loft": Visit(
        "The Maltings, Tidewell, ZZ3 2DL",
        "01632 960160",
        "Neve Carrick, head of provision",
        "01632 960161",
        "8:00 to 8:45",
        ("Loft: drum kit, electric guitars, amplifiers with a volume limit",),
        "Bell at the yard door. The loft is on the second floor, without a lift.",
    ),
    "wexmarsh": Visit(
        "Wexmarsh Infirmary, Level 3, ZZ4 4WI",
        "01632 960170",
        "Sister Adaeze Obi",
        "Bleep 214 through the switchboard",
        "After the ward round, about 10:30",
        ("Play room: wipe-clean percussion, keyboard on wheels", "At the bedside: the trolley of small instruments"),
        "Park and ride 3. Collect the pass at security, Level 1. Step-free.",
    ),
    "lanternfield": Visit(
        "Lanternfield, Wexmarsh, ZZ4 9LF",
        "01632 960180",
        "Tove Anders, family services",
        "01632 960181",
        "Mornings",
        ("Garden room: baby grand, lyre, singing bowls",),
        "Free parking by the garden. Step-free; ring first, so that rooms can be kept quiet.",
    ),
    "orchard-staithe": Visit(
        "Staithe Road, Saltmarsh St Anne, ZZ5 2OS",
        "01632 960190",
        "Maureen Tull, activities lead",
        "01632 960190",
        "After 14:00",
        ("Lounge: upright piano, song books in large print", "Sun room: chairs in a circle, hand drums"),
        "Bus 9 stops at the door. Step-free; the code of the inner door changes each month, ask at the desk.",
    ),
}
