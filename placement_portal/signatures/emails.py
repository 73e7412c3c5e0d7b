"""What we write to signers and to those who keep disputes: that something was signed, never what it says."""

from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.links import service as links
from placement_portal.links.rules import LinkPurpose
from placement_portal.mail.service import Letter, link_to, send
from placement_portal.signatures import queries
from placement_portal.signatures.models import Signature, SignatureDispute
from placement_portal.signatures.rules import DisputeStatus
from placement_portal.web.formats import moment
from placement_portal.web.labels import label


def code(person: Person, title: str, digits: str) -> None:
    """Send a code to somebody who is about to sign."""
    letter = Letter(
        subject=f"{digits} is your code to sign",
        name=person.name,
        paragraphs=[
            f"Your code: {digits[:3]} {digits[3:]}",
            f"It signs this and nothing else: {title}. It works once, for 5 minutes.",
        ],
        after=[
            "If you did not ask for it, somebody may know your password: choose a new one, and tell nobody the code."
        ],
    )
    send(letter, address=address_of(person.id), person=person)


def receipt(signature: Signature) -> None:
    """Send a receipt to the address on file, with the link for "this wasn't me"."""
    signer, address = signature.signer, address_of(signature.signer_id)
    token = links.make(LinkPurpose.DISPUTE_SIGNATURE, signer, address, signature.id)
    letter = Letter(
        subject=f"You signed: {signature.title}",
        name=signer.name,
        paragraphs=[
            f"{signature.title} was signed in your name on {moment(signature.at)}, as {signature.capacity}.",
            f"What you confirmed: “{signature.meaning}”",
            f"How it was signed: {label(signature.proof).text}.",
            f"Read it here: {href(signature)}",
            "If you did not sign this, tell us with the button. What was signed then stops until it is settled.",
        ],
        href=link_to("signatures.not_me", token=token),
        action="This wasn't me",
        after=["The link works once, for 30 days. If you signed, you need not do anything."],
    )
    send(letter, address=address, person=signer)


def text_changed(signature: Signature, *, by: Person) -> None:
    """Tell a signer that what they signed was changed, so that their signature no longer stands."""
    letter = Letter(
        subject=f"Changed since you signed: {signature.title}",
        name=signature.signer.name,
        paragraphs=[
            f"You signed {signature.title} on {moment(signature.at)}. {by.name} has opened the text since.",
            "Your signature no longer stands. You are asked again when the new text is ready.",
        ],
        href=href(signature),
        action="Look at it",
    )
    send(letter, address=address_of(signature.signer_id), person=signature.signer)


def disputed(opened: SignatureDispute, keeper: Person, address: str) -> None:
    """Tell somebody who keeps disputes that a signature is disputed."""
    signature = opened.signature
    letter = Letter(
        subject=f"“This wasn't me”: {signature.title}",
        name=keeper.name,
        paragraphs=[
            f"{signature.signer.name} says that they did not sign {signature.title}, "
            f"signed in their name on {moment(signature.at)}.",
            "What was signed is frozen. Speak with them, then say what you found out.",
        ],
        href=link_to("signatures.dispute", dispute_id=opened.id),
        action="Settle it",
    )
    send(letter, address=address, person=keeper)


def resolved(opened: SignatureDispute) -> None:
    """Tell the signer what became of "this wasn't me"."""
    signature = opened.signature
    stands = opened.status is DisputeStatus.DISMISSED
    letter = Letter(
        subject=f"Settled: {signature.title}",
        name=signature.signer.name,
        paragraphs=[
            f"You said that you did not sign {signature.title}. This was looked into.",
            "The signature stands." if stands else "The signature no longer stands. You may be asked to sign again.",
        ],
        href=href(signature),
        action="Read what was found out",
    )
    send(letter, address=address_of(signature.signer_id), person=signature.signer)


def href(signature: Signature) -> str:
    """Return the full address of the page where a signed thing is read; the front page when its kind is no more."""
    room = queries.signable(signature.kind)
    endpoint, values = room.page(signature.subject_id) if room else ("home.home", {})
    return link_to(endpoint, **values)
