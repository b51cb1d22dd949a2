"""The words registration is written in: neutral codes that outlive the paragraph numbers.

Law: LAB § 2 numbered the target groups anew in 2014 and 2020; a paragraph number is never a key.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta

from shared.actor import Authority

BenefitBasis: TypeAlias = Literal[
    "cash_benefit",
    "education_benefit",
    "ui_benefit",
    "start_assistance",
    "sick_pay",
    "rehabilitation",
    "job_clarification",
    "resource_course",
    "flex_unemployment_benefit",
    "disability_pension",
    "self_supporting",
]
TargetGroup: TypeAlias = Literal[
    "tg1_insured",
    "tg2_cash_ready",
    "tg3_cash_other_problems",
    "tg4_rehabilitation",
    "tg5_sick_pay",
    "tg6_disability_pension",
    "tg7_flex_job",
    "tg8_self_supporting",
    "tg9_under_18",
    "tg10_disabled_graduates",
    "tg11_resource_course",
    "tg12_education_ready",
    "tg13_activity_ready_under_30",
]
Channel: TypeAlias = Literal["reception", "phone", "online", "letter", "transfer"]
CloseReason: TypeAlias = Literal["job", "education", "pension", "moved", "death", "other"]
CaseAuthority: TypeAlias = Literal["state", "municipal"]
Age: TypeAlias = Annotated[int, Meta(ge=0, le=120, description="Age in whole years that day.")]
Text: TypeAlias = Annotated[str, Meta(min_length=1, max_length=2000)]
# What is kept in clear is no place for words about a person: one word, and no number of a person.
EmployeeId: TypeAlias = Annotated[
    str, Meta(pattern=r"^(?!\d{6}-?\d{4}$)[A-Za-z0-9][A-Za-z0-9._@:-]{0,99}$")
]
CaseReference: TypeAlias = Annotated[
    str, Meta(pattern=r"^(?!\d{6}-?\d{4}$)[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$")
]
Version: TypeAlias = Annotated[str, Meta(pattern=r"^(?!.*\d{6})[A-Za-z0-9._-]{1,40}$")]
Language: TypeAlias = Annotated[str, Meta(pattern="^[a-zæøå_-]{2,60}$")]
Paragraph: TypeAlias = Annotated[str, Meta(pattern=r"^(?!.*\d{6})[^§]{0,60}§[^\n]{1,60}$")]
"""A place in the law as people write it: `aktivloven § 36, stk. 1`."""

# LAB § 2 makes these one: who lives on this is in that group. For the others a person must say.
GROUP_OF: Final[Mapping[BenefitBasis, TargetGroup]] = {
    "ui_benefit": "tg1_insured",
    "rehabilitation": "tg4_rehabilitation",
    "sick_pay": "tg5_sick_pay",
    "disability_pension": "tg6_disability_pension",
    "flex_unemployment_benefit": "tg7_flex_job",
    "self_supporting": "tg8_self_supporting",
    "resource_course": "tg11_resource_course",
}
STATE_UNTIL: Final = date(2009, 7, 31)


def refusal_of_authority(
    authority: Authority, target_group: TargetGroup | None, on: date
) -> str | None:
    """Say why a case may not lie with this authority; None if it may.

    Law: the state half of the jobcenter served insured unemployed only,
    and ended on 31 July 2009 when the two halves became one.
    """
    if authority != "state":
        return None
    if target_group != "tg1_insured":
        return "state_only_for_insured"
    return "state_authority_ended" if on > STATE_UNTIL else None
