//! The pages as people use them, without scripts: what each shows, and what each form does.

mod absences;
mod calendar;
mod changes;
mod crossing;
mod each_viewer;
mod hostile;
mod lists;
mod overseeing;
mod scene;
mod staff;
