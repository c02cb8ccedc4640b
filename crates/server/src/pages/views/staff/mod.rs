//! The pages of the marketplace's staff.

mod accesses;
mod deadline_table;
mod dossiers;
mod keeping;
mod overview;
mod reading;
mod readings;
mod reviews;
mod rule_sets;
mod seller;
mod settings;

pub use accesses::{AccessForm, AccessRow, AccessesPage};
pub use deadline_table::{DeadlineRow, RecomputedRow};
pub use dossiers::{CheckRow, DossiersPage};
pub use keeping::{
    Choice, DecidingErasure, ErasureForm, ErasureRow, ErasuresPage, HeldBy, HoldForm, HoldRow,
    HoldsPage, SaidRow,
};
pub use overview::{
    FoundSeller, OverviewFilter, OverviewPage, PartTab, StaffRow, TableRow, count_text,
};
pub use reading::ReadingPage;
pub use readings::{ReadingRow, ReadingsFilter, ReadingsPage};
pub use reviews::{
    AroundView, DecidedView, DecisionChoice, GroundChoice, ReviewPage, ReviewRow, ReviewsPage,
};
pub use rule_sets::{
    ActivationRow, NextStep, ReplayCountRow, ReplayRow, ReplaySampleRow, RuleReplayPage,
    RuleSetForm, RuleSetPage, RuleSetRow, RuleSetsPage, RulesJudgedPage, ShareRow,
};
pub use seller::{
    CalendarChange, CalendarView, NameRow, OutcomeTab, PersonRow, SellerPage, SellersPage, WeekRow,
};
pub use settings::{
    Control, HistoryRow, MeasureChoice, MeasureField, PeriodField, PlannedRow, SettingForm,
    SettingPage, SettingRow, SettingsPage,
};
