"""The certificates of a case, each by itself: asked for, the doctor's talk, come, or not needed.

Several may be awaited at once, from several doctors; every one has its doctor's clock.
"""

from datetime import date
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from services.sickpay.domain import paper_events as told
from services.sickpay.domain.paper_orders import CertificateKind
from shared.eventlog.event import Event
from shared.privacy.personal import HealthData


class Illness(Struct, frozen=True):
    """Days a certificate says the citizen is ill, first and last counted."""

    first: date
    last: date


class Certificate(Struct, frozen=True):
    """One certificate; without `requested_on` nobody had asked for it.

    `certificate` is None in facts from the time when only one was awaited at once.
    """

    certificate: UUID | None
    kind: CertificateKind | None = None
    requested_on: date | None = None
    consulted_on: date | None = None
    received_on: date | None = None
    ill: Illness | None = None
    says: HealthData[str] | None = None
    cancelled: bool = False

    @property
    def awaited(self) -> bool:
        """Say whether a doctor still owes it."""
        return self.requested_on is not None and self.received_on is None and not self.cancelled


Certificates = tuple[Certificate, ...]


def certificates_after(known: Certificates, event: Event) -> Certificates:
    """Return the certificates of a case after a fact."""
    match event:
        case told.CertificateRequested(kind=kind, requested_on=on, certificate=name):
            return (*known, Certificate(name, kind, on))
        case told.CertificateRequestCorrected(certificate=name, requested_on=on):
            return _changed(known, name, requested_on=on)
        case told.ConsultationNoted(certificate=name, consulted_on=on):
            return _changed(known, name, consulted_on=on)
        case told.ConsultationWithdrawn(certificate=name):
            return _changed(known, name, consulted_on=None)
        case told.CertificateReceived(certificate=name, received_on=on):
            ill = Illness(event.ill_from, event.ill_to)
            if not any(_is(one, name) for one in known):
                return (*known, Certificate(name, received_on=on, ill=ill, says=event.says))
            return _changed(known, name, received_on=on, ill=ill, says=event.says)
        case told.CertificateCorrected(certificate=name, received_on=on):
            ill = Illness(event.ill_from, event.ill_to)
            return _changed(known, name, received_on=on, ill=ill, says=event.says)
        case told.CertificateWithdrawn(certificate=name):
            asked = tuple(one for one in known if one.requested_on or one.certificate != name)
            return _changed(asked, name, received_on=None, ill=None, says=None)
        case told.CertificateCancelled(certificate=name):
            return _changed(known, name, cancelled=True)
        case _:
            return known


def _is(one: Certificate, name: UUID | None) -> bool:
    """Say whether a fact is about this one; a fact that names none is about the one awaited."""
    return one.awaited if name is None else one.certificate == name


def _changed(known: Certificates, name: UUID | None, **values: object) -> Certificates:
    return tuple(replace(one, **values) if _is(one, name) else one for one in known)
