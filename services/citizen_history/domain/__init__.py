"""All facts that citizen history decides itself."""

from typing import TypeAlias

from services.citizen_history.domain.citizen_address import (
    AddressProtected,
    AddressProtectionLifted,
    AddressProtectionProlonged,
    AddressRecorded,
    AddressWithdrawn,
)
from services.citizen_history.domain.citizen_identity import (
    IdentityNameRecorded,
    IdentityNumberChanged,
    IdentityNumberWithdrawn,
    IdentityRegistered,
)
from services.citizen_history.domain.erasure import (
    CitizenErased,
    ErasureApproved,
    ErasureDeclined,
    ErasureRequested,
    ErasureWithdrawn,
)
from services.citizen_history.domain.external_record import (
    ExternalRecordCorrected,
    ExternalRecordImported,
    ExternalRecordWithdrawn,
)
from services.citizen_history.domain.identity_pair import (
    IdentitiesMerged,
    IdentitiesSplit,
    IdentityMergeProposed,
    IdentityProposalWithdrawn,
    IdentitySplitProposed,
)
from services.citizen_history.domain.legal_hold import LegalHoldLifted, LegalHoldPlaced
from services.citizen_history.domain.look_review import LookReviewed, LookReviewWithdrawn
from services.citizen_history.domain.tie import (
    ColleagueMarked,
    TieConfirmed,
    TieDeclared,
    TieEnded,
)
from services.citizen_history.domain.vault_key_change import (
    VaultKeyChangeBegun,
    VaultKeyChangeFinished,
    VaultKeysRetired,
)

Event: TypeAlias = (
    IdentityRegistered
    | IdentityNumberChanged
    | IdentityNumberWithdrawn
    | IdentityNameRecorded
    | AddressRecorded
    | AddressWithdrawn
    | AddressProtected
    | AddressProtectionProlonged
    | AddressProtectionLifted
    | ExternalRecordImported
    | ExternalRecordCorrected
    | ExternalRecordWithdrawn
    | ErasureRequested
    | ErasureApproved
    | ErasureDeclined
    | ErasureWithdrawn
    | CitizenErased
    | LegalHoldPlaced
    | LegalHoldLifted
    | LookReviewed
    | LookReviewWithdrawn
    | IdentityMergeProposed
    | IdentitiesMerged
    | IdentitySplitProposed
    | IdentitiesSplit
    | IdentityProposalWithdrawn
    | VaultKeyChangeBegun
    | VaultKeyChangeFinished
    | VaultKeysRetired
    | TieDeclared
    | ColleagueMarked
    | TieConfirmed
    | TieEnded
)
