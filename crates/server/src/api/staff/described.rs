//! The operations of staff, for the API's description.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    super::oversight::get_overdue,
    super::oversight::get_overdue_of_seller,
    super::oversight::get_found,
    super::escalations::get_escalations,
    super::overview::get_overview,
    super::overview::get_waiting,
    super::sellers::get_sellers_found,
    super::sellers::get_seller_seen,
    super::sellers::get_seller_deadlines,
    super::readings::get_readings,
    super::reviews::get_reviews,
    super::reviews::get_review,
    super::reviews::put_claim,
    super::reviews::delete_claim,
    super::reviews::put_review_decision,
    super::people::get_staff,
    super::people::post_staff,
    super::people::put_staff_access,
    super::people::delete_staff_second_factor,
    super::people::delete_staff_sessions,
    super::settings::get_settings,
    super::settings::get_setting_changes,
    super::settings::post_setting_change,
    super::settings::post_setting_withdrawal,
    super::labelled::get_rules_judged,
    super::labelled::post_labelled_export,
    super::rule_sets::get_rule_sets,
    super::rule_sets::post_rule_set,
    super::rule_sets::get_rule_set,
    super::rule_sets::put_active_rule_set,
    super::rule_sets::post_rule_replay,
    super::rule_sets::get_rule_replay,
    super::rule_sets::put_rule_replay,
    super::calendar_days::get_calendar_days,
    super::calendar_days::post_calendar_day,
    super::calendar_days::delete_calendar_day,
))]
pub(in crate::api) struct Staff;
