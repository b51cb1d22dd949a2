"""A service that tells two facts of its own beside what every service tells."""

from shared.casework.declare import Service
from tests.shared.messaging.test_contracts import OfferGiven
from tests.shared.messaging.test_envelope import NoShowReported

SERVICE = Service(name="offers", title="Tilbud", cases=(), events=OfferGiven | NoShowReported)
