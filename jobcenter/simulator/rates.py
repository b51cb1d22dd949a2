"""The figures of a year of Copenhagen, read from one table that names the source of each.

`rates.yaml` stands beside this file; the lives know no figure of their own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import msgspec
from msgspec import Meta, Struct

from shared.strict_yaml import read_yaml

TABLE: Final = Path(__file__).with_name("rates.yaml")
Share: TypeAlias = Annotated[float, Meta(ge=0, le=1)]


class Stretch(Struct, frozen=True, forbid_unknown_fields=True):
    """So many days, weeks or years, from the first to the last, each as likely as the others."""

    first: int
    last: int


class Band(Stretch, frozen=True):
    """A stretch that so many fall into."""

    share: Share


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """A value that so many have."""

    share: Share
    value: str


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """On what so many of those who register live, and as what they are registered."""

    share: Share
    benefit_basis: str
    target_group: str


class Volumes(Struct, frozen=True, forbid_unknown_fields=True):
    """How many lives of each kind begin in a year."""

    registrations: int
    sick_pay_cases: int
    companies: int


class Unemployed(Struct, frozen=True, forbid_unknown_fields=True):
    """From registration to work."""

    groups: tuple[Group, ...]
    ages: Stretch
    weeks: tuple[Band, ...]
    visit: Share
    interpreter: Share
    cv: Share
    match: dict[str, tuple[Choice, ...]]
    match_moves: Share
    moves_up: Share
    job_plan: Share
    exempt: Share
    exempt_days: Stretch
    ill: Share
    ill_days: Stretch
    referred: Share
    language_unit: Share
    wrong_place: Share
    late_job: Share
    ends: tuple[Choice, ...]


class Interviews(Struct, frozen=True, forbid_unknown_fields=True):
    """When they are, and what becomes of them."""

    first_weeks: Stretch
    interval_weeks: Stretch
    late: dict[str, Share]
    late_weeks: Stretch
    notice_days: Stretch
    no_show: dict[str, Share]
    cancelled: Share
    excused: Share
    telephone: Share


class Offers(Struct, frozen=True, forbid_unknown_fields=True):
    """Who gets one, for how long, and who stays away."""

    after_interview: Share
    weeks: Stretch
    types: tuple[Choice, ...]
    no_show_a_week: dict[str, Share]
    absent_a_week: Share
    handed_over: Share


class Hearings(Struct, frozen=True, forbid_unknown_fields=True):
    """Who answers, who is excused, and what is taken back."""

    answered: Share
    excused: Share
    reversed: Share
    appealed: Share


class SickPay(Struct, frozen=True, forbid_unknown_fields=True):
    """From the first day of absence to the last."""

    weeks: tuple[Band, ...]
    notified_by: tuple[Choice, ...]
    notified_days: Stretch
    form_days: Stretch
    form: tuple[Choice, ...]
    complaint: tuple[Choice, ...]
    category: tuple[Choice, ...]
    first_follow_up_week: Stretch
    follow_up_late: Share
    interval_weeks: dict[str, int]
    missed: Share
    forms: tuple[Choice, ...]
    plan: Share
    partial_return: Share
    certificate: Share
    certificate_days: Stretch
    employer_interview: Share
    refund: Share
    extended: Share
    reminded: Share
    reminder_days: Stretch
    not_cooperating: Share


class Companies(Struct, frozen=True, forbid_unknown_fields=True):
    """How large they are, how often somebody calls, and what comes of a call for people."""

    sizes: tuple[Choice, ...]
    contacts: Stretch
    days_between: Stretch
    cancelled: Share
    followed_up: Share
    ordered: Share
    days_to_apply: Stretch
    answered: Share
    days_to_fill: Stretch
    withdrawn: Share


class Rates(Struct, frozen=True, forbid_unknown_fields=True):
    """All figures by which the town lives."""

    volumes: Volumes
    weekdays: Annotated[tuple[Share, ...], Meta(min_length=5, max_length=5)]
    unemployed: Unemployed
    interviews: Interviews
    offers: Offers
    hearings: Hearings
    sick_pay: SickPay
    companies: Companies


@cache
def copenhagen() -> Rates:
    """Return the figures of Copenhagen."""
    return msgspec.convert(read_yaml(TABLE), Rates)
