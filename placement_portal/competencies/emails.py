"""What we write about ratings: that earlier ones were opened; never what anybody rated."""

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.mail.service import Letter, link_to, send
from placement_portal.placements.models import Placement


def earlier_opened(placement: Placement, by: Person) -> None:
    """Tell a student that a lead opened the ratings of earlier years to their supervisor."""
    student = placement.student.person
    letter = Letter(
        subject="Your ratings of earlier years were opened",
        name=student.name,
        paragraphs=[
            f"{by.name} opened the ratings of your earlier years to those who supervise you at "
            f"{placement.provider.name}.",
            "Usually a new supervisor does not see them at the beginning. Why it was done stands on the page.",
        ],
        href=link_to("competencies.earlier", placement_id=placement.id),
        action="Read why",
    )
    send(letter, address=address_of(student.id), person=student)
