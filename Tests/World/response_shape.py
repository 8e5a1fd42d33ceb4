"""How an identity provider of the world is told to protect its responses."""
from dataclasses import dataclass


@dataclass(frozen=True)
class ResponseShape:
    """What is signed, and whether the assertion is encrypted for the service provider."""

    sign_response: bool = True
    sign_assertion: bool = True
    encrypt: bool = False


BOTH_SIGNED = ResponseShape()
RESPONSE_SIGNED = ResponseShape(sign_assertion=False)
ASSERTION_SIGNED = ResponseShape(sign_response=False)
ENCRYPTED = ResponseShape(encrypt=True)
ENCRYPTED_UNSIGNED_OUTSIDE = ResponseShape(sign_response=False, encrypt=True)
ENCRYPTED_UNSIGNED_INSIDE = ResponseShape(sign_assertion=False, encrypt=True)
UNSIGNED = ResponseShape(sign_response=False, sign_assertion=False)
