"""The words of a job order: how a job is supported, what must be agreed, and why not."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

SupportForm: TypeAlias = Literal["ordinary", "wage_subsidy", "flex", "apprentice"]
Term: TypeAlias = Literal["agreed_pay", "staff_heard", "extra_position"]
Channel: TypeAlias = Literal["receptions", "jobnet"]
Answer: TypeAlias = Literal["candidates", "none"]
NobodyBecause: TypeAlias = Literal["nobody_fits", "nobody_free", "terms_unclear"]
NotFilledBecause: TypeAlias = Literal["did_not_begin", "entered_wrong"]
WithdrawnBecause: TypeAlias = Literal["no_longer_needed", "company_closed", "entered_wrong"]
ClosedBecause: TypeAlias = Literal["filled", "withdrawn", "expired"]
Title: TypeAlias = Annotated[
    str, Meta(min_length=1, max_length=120, description="The work, in words everybody may read.")
]
Code: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_-]{1,60}$")]
Codes: TypeAlias = Annotated[tuple[Code, ...], Meta(max_length=20)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=500)]
Positions: TypeAlias = Annotated[int, Meta(ge=1, le=500)]
