"""The cases citizen history keeps about the house itself: who looked, and the vault's keys."""

from typing import Any

from services.citizen_history.cases.key_changes import case_of_key_set, collect_key_change
from services.citizen_history.cases.supervision import (
    REVIEWED,
    WAITS_AGAIN,
    case_of_look,
    collect_review,
)
from services.citizen_history.cases.ties import collect_tie, prepare_colleague, prepare_tie
from services.citizen_history.domain.look_review import (
    LOOK_REVIEW,
    ReviewLook,
    WithdrawLookReview,
)
from services.citizen_history.domain.tie import (
    TIE,
    ColleagueMarked,
    ConfirmTie,
    DeclareTie,
    EndTie,
    MarkColleague,
    TieDeclared,
    TieEnded,
)
from services.citizen_history.domain.vault_key_change import (
    KEY_CHANGE,
    BeginVaultKeyChange,
    FinishVaultKeyChange,
    RetireVaultKeys,
    VaultKeyChangeFinished,
)
from shared.casework.declare import Act, CaseType
from shared.privacy.keys import FIRST

HOUSE_CASES: tuple[CaseType[Any], ...] = (
    CaseType(
        decider=LOOK_REVIEW,
        path="look-reviews",
        title="Gennemgang af et opslag",
        collect=collect_review,
        closes_on=REVIEWED,
        reopens_on=WAITS_AGAIN,
        commands=(
            Act(
                command=ReviewLook,
                opens=True,
                case_id=case_of_look,
                example={"look": 1, "outcome": "justified"},
            ),
            Act(
                command=WithdrawLookReview,
                verb="withdraw",
                example={"reason": "entered_wrongly"},
            ),
        ),
    ),
    CaseType(
        decider=KEY_CHANGE,
        path="vault-key-changes",
        title="Skift af identitetsboksens nøgler",
        collect=collect_key_change,
        closes_on=(VaultKeyChangeFinished,),
        commands=(
            Act(
                command=BeginVaultKeyChange,
                opens=True,
                case_id=case_of_key_set,
                example={"key_set": FIRST, "ground": "yearly"},
            ),
            Act(command=FinishVaultKeyChange, verb="finish", example={}),
            Act(command=RetireVaultKeys, verb="retire-earlier", example={}),
        ),
    ),
    CaseType(
        decider=TIE,
        path="ties",
        title="Inhabilitet og kolleger",
        collect=collect_tie,
        closes_on=(TieEnded,),
        reopens_on=(TieDeclared, ColleagueMarked),
        commands=(
            Act(
                command=DeclareTie,
                opens=True,
                prepare=prepare_tie,
                example={"citizen": "5f0f9b9e-2a52-4c6f-9d55-2f2f6a4b7c11", "ground": "family"},
            ),
            Act(
                command=MarkColleague,
                opens=True,
                verb="mark-colleague",
                prepare=prepare_colleague,
                example={"citizen": "5f0f9b9e-2a52-4c6f-9d55-2f2f6a4b7c11"},
            ),
            Act(command=ConfirmTie, verb="confirm", example={}),
            Act(command=EndTie, verb="end", example={"reason": "not_disqualified"}),
        ),
    ),
)
