"""Puts the service together from its parts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.citizen_history.application import CASES
from services.citizen_history.cases.addresses import AddressOf, AddressShown, ask_address
from services.citizen_history.cases.erasing import Eraser, carry_out
from services.citizen_history.cases.identities import LookedUp, LookUp, look_up
from services.citizen_history.cases.looked_at import LooksAt, LookShown, looks_at
from services.citizen_history.cases.pairs import BlockingCase, BlockingOf, blocking_cases
from services.citizen_history.cases.person_held import PersonHeld, PersonOf, person_held
from services.citizen_history.cases.retention import Due, RetentionDue, retention_due
from services.citizen_history.cases.supervision import (
    LookOf,
    LookOpened,
    LooksOn,
    LooksToReview,
    SupervisedLook,
    look_opened,
    looks_sample,
    looks_standing_out,
    looks_to_review,
    sample_figures,
)
from services.citizen_history.cases.ties import KEY
from services.citizen_history.domain import Event
from services.citizen_history.messages import ErasureApproved
from services.citizen_history.policies import when_erasure_approved
from services.citizen_history.vault.rekeying import Rekeying
from services.citizen_history.vault.table import PostgresVault
from services.citizen_history.vault.vault import Connect
from services.citizen_history.views.look_reviews import LOOK_REVIEWS
from services.citizen_history.views.protections import PROTECTIONS
from services.citizen_history.views.relations import RELATIONS
from services.citizen_history.views.timeline import (
    SOURCES,
    TIMELINE,
    Timeline,
    TimelineOf,
    ask_timeline,
)
from services.citizen_history.views.waiting import WAITING, WaitingLine, WaitingOf, ask_waiting
from shared.access.key import AccessKey
from shared.access.looks import LookReader
from shared.access.supervised import SupervisedLooks
from shared.access.ties import TIES
from shared.casework.declare import Policy, Query, Service
from shared.casework.persons import PERSONS
from shared.privacy.erased_list import ERASED_FILE, ErasedList
from shared.privacy.keys import VaultKeyFile

KEY_FILE = "identity-vault.key"


def create_keys(folder: Path) -> None:
    """Make the vault's keys, once, when the installation is created."""
    VaultKeyFile(folder / KEY_FILE).create()


def resources(connect: Connect, schema: str, folder: Path) -> Mapping[str, Any]:
    """Return what this service's desk needs beside its log: the identity vault."""
    keys = VaultKeyFile(folder / KEY_FILE)
    keys.ids()
    vault = PostgresVault(connect, schema, keys)
    eraser = Eraser(connect, vault, ErasedList(folder / ERASED_FILE))
    looks = {"looks": LookReader(connect), "supervised": SupervisedLooks(connect)}
    rekeying = Rekeying(connect, schema, keys)
    mine = {"vault": vault, "eraser": eraser, "rekeying": rekeying, KEY: AccessKey(folder)}
    return {**mine, **looks}


def before_work(made: Mapping[str, Any]) -> None:
    """Erase again whoever a restored database brought back, before anybody is answered."""
    made["eraser"].reapply()


SERVICE = Service(
    name="citizen_history",
    title="Borgerens historik",
    cases=CASES,
    events=Event,
    sources=SOURCES,
    messages=ErasureApproved,
    erases=True,
    sample=sample_figures,
    policies=(
        Policy(
            name="when_erasure_approved",
            on=ErasureApproved,
            effect=carry_out,
            react=when_erasure_approved,
        ),
    ),
    views=(TIMELINE, WAITING, RELATIONS, LOOK_REVIEWS, PROTECTIONS, PERSONS, TIES),
    queries=(
        Query(
            name="look_up_citizen",
            path="citizens/look-up",
            method="POST",
            params=LookUp,
            answer=LookedUp,
            run=look_up,
        ),
        Query(
            name="address",
            path="citizens/{citizen}/address",
            params=AddressOf,
            answer=AddressShown,
            run=ask_address,
        ),
        Query(
            name="timeline",
            path="citizens/{citizen}/timeline",
            params=TimelineOf,
            answer=Timeline,
            run=ask_timeline,
            of_person=True,
        ),
        Query(
            name="waiting",
            path="citizens/{citizen}/waiting",
            params=WaitingOf,
            answer=tuple[WaitingLine, ...],
            run=ask_waiting,
            ordered_by=("until", "service", "stream"),
        ),
        Query(
            name="retention_due",
            path="retention-due",
            params=RetentionDue,
            answer=list[Due],
            run=retention_due,
        ),
        Query(
            name="looks_at",
            path="citizens/{citizen}/looks",
            params=LooksAt,
            answer=list[LookShown],
            run=looks_at,
            of_person=True,
        ),
        Query(
            name="blocking_cases",
            path="lists/blocking-cases/{identity_pair}",
            params=BlockingOf,
            answer=list[BlockingCase],
            run=blocking_cases,
        ),
        Query(
            name="person_held",
            path="citizens/{citizen}/person",
            params=PersonOf,
            answer=PersonHeld,
            run=person_held,
            look="file",
        ),
        Query(
            name="looks_sample",
            path="looks/sample",
            params=LooksOn,
            answer=list[SupervisedLook],
            run=looks_sample,
        ),
        Query(
            name="looks_standing_out",
            path="looks/standing-out",
            params=LooksOn,
            answer=list[SupervisedLook],
            run=looks_standing_out,
        ),
        Query(
            name="looks_to_review",
            path="looks/to-review",
            params=LooksToReview,
            answer=list[SupervisedLook],
            run=looks_to_review,
        ),
        Query(
            name="look_opened",
            path="looks/{look}",
            params=LookOf,
            answer=LookOpened,
            run=look_opened,
        ),
    ),
)
