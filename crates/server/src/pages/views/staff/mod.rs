//! The pages of the marketplace's staff.

mod deadline_table;
mod overview;
mod reading;
mod readings;
mod seller;
mod settings;

pub use deadline_table::{DeadlineRow, RecomputedRow};
pub use overview::{
    FoundSeller, OverviewFilter, OverviewPage, PartTab, StaffRow, TableRow, count_text,
};
pub use reading::ReadingPage;
pub use readings::{ReadingRow, ReadingsFilter, ReadingsPage};
pub use seller::{
    CalendarChange, CalendarView, NameRow, OutcomeTab, PersonRow, SellerPage, SellersPage, WeekRow,
};
pub use settings::{
    Control, HistoryRow, MeasureChoice, MeasureField, PlannedRow, SettingForm, SettingPage,
    SettingRow, SettingsPage,
};
