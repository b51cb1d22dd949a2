"""What runs at night only: each has a shorter or simpler sibling by day.

On two slow cores the tests by day must end well within twenty minutes, so that they are run.
"""

from typing import Final

_THE_SAME_OVER_A_BROKER: Final = (
    # That a fault test can fail is shown by day in embedded mode, as is each kill at each step.
    "would_be_caught[broker",
    "test_t11_an_instance_cut_off_before_its_commit[broker",
    "test_t19_killed_at_each_step_a_reaction_is_all_or_none[broker",
    "test_t21_a_fact_that_kills_the_process_is_set_aside[broker",
    "test_t24_views_stay_right_while_they_are_built_anew_and_all_are_killed[broker",
    "test_others_are_served_while_a_query_hangs[with_broker",
    "test_the_story_holds_with_a_broker[e16_late_fact",
    "test_the_story_holds_with_a_broker[reversed_sanction",
    "test_no_canary_is_found_in_the_broker_the_commands_or_the_folders",
)
_STORIES: Final = tuple(
    # Their arithmetic is tested by day where the rule stands.
    f"test_the_story_holds_embedded[{story}]"
    for story in (
        "c08_citizen_books",
        "e01_job_before_benefit",
        "e02_another_benefit",
        "e03_agreement_stopped",
        "e03_form_overdue",
        "e03_plan_by_events",
        "e03_workplace_grants",
        "e04_no_cooperation",
        "e07_no_idle_gap",
        "e11_formality_complaint",
        "e13_sick_on_cash_benefit",
        "h02_two_halves",
        "h03_two_methods",
        "h08_job_order",
        "h09_sick_pay_2007",
        "h09b_sick_pay_2007_eight_weeks",
        "h10_sick_pay_easter_2010",
        "h11_limit_of_2024",
        "h12_limit_of_2010",
        "h13_state_refund_2024",
        "h13b_state_refund_of_cash_benefit",
        "h18_social_services",
        "h21_match_upgrade",
        "h22_quotas_2026",
        "h23a_sick_pay_2026",
        "v10_combination_course",
        "v17_education_guide",
    )
)
_ALL_AGAIN: Final = (
    # By day views are rebuilt in the fault tests, and four services' tables are walked.
    "test_every_view_of_every_service_can_be_built_anew_and_says_the_same",
    "test_every_cell_answers_as_its_table_says[offers",
    "test_every_cell_answers_as_its_table_says[visitation",
    # A filled year is verified whole; that it is filled is tested by day.
    "test_all_promises_hold_afterwards",
    # They let every test of the domain, or every way of telling, pass by once more.
    "test_what_may_follow_of_any_order_followed_of_one_in_a_test",
    "test_the_scan_sees_each_way_of_telling_wherever_it_stands",
)
_AT_NIGHT: Final = (*_THE_SAME_OVER_A_BROKER, *_STORIES, *_ALL_AGAIN)


def at_night(nodeid: str) -> bool:
    """Say whether a test waits for the night."""
    return any(each in nodeid for each in _AT_NIGHT)
