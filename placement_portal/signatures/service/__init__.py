"""What can be done with signatures: put forward, sign with fresh proof, end, dispute, resolve."""

from placement_portal.signatures.service.codes import TooManyCodes, WrongCode, forget, send_code
from placement_portal.signatures.service.disputes import dispute, renew_link, resolve
from placement_portal.signatures.service.signing import CodeTyped, differences, end_changed, keep, put_forward, sign

__all__ = [
    "CodeTyped",
    "TooManyCodes",
    "WrongCode",
    "differences",
    "dispute",
    "end_changed",
    "forget",
    "keep",
    "put_forward",
    "renew_link",
    "resolve",
    "send_code",
    "sign",
]
