//! The pages as people use them, without scripts: what each shows, and what each form does.

mod absences;
mod calendar;
mod changes;
mod composing;
mod crossing;
mod each_viewer;
mod escalating;
mod figures;
mod found;
mod hostile;
mod lists;
mod long_threads;
mod my_data;
mod overseeing;
mod rules;
mod scene;
mod staff;
mod strikes;
