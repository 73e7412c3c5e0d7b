"""What we write about agreements: that one waits, or is signed; never what it says."""

from placement_portal.accounts.queries import address_of
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.queries import Someone
from placement_portal.agreements.rules import PartyRole
from placement_portal.database import db
from placement_portal.mail.service import Letter, link_to, send
from placement_portal.signatures.models import Signature


def please_sign(agreement: Agreement, someone: Someone, role: PartyRole) -> None:
    """Ask somebody to sign for a party."""
    whose = "your placement" if role is PartyRole.STUDENT else "a placement that you have to do with"
    letter = Letter(
        subject="An agreement waits for your signature",
        name=someone.name,
        paragraphs=[
            f"The agreement about {whose} at {agreement.placement.provider.name} is ready. It is your turn to sign.",
            "It takes two minutes: read it, then sign with your password or with a code that we send you.",
        ],
        href=link_to("signatures.sign", kind="agreement", subject_id=agreement.id),
        action="Read and sign",
        after=["Is something in it not right? Then do not sign: say so to the others, and the text can be changed."],
    )
    send(letter, address=address_of(someone.id), person=someone)


def signed_by_all(agreement: Agreement) -> None:
    """Tell everybody who signed that the agreement is complete."""
    for party in agreement.parties:
        signer = db.session.get_one(Signature, party.signature_id).signer
        letter = Letter(
            subject=f"Signed by all: {agreement.title}",
            name=signer.name,
            paragraphs=[
                f"Student, provider and university have signed the agreement about a placement at "
                f"{agreement.placement.provider.name}.",
                "You can read and print it at any time.",
            ],
            href=link_to("agreements.agreement", agreement_id=agreement.id),
            action="Read it",
        )
        send(letter, address=address_of(signer.id), person=signer)
