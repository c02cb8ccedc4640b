//! Staff who look at what sellers and buyers write: every look is an event, the parties see it, and some need a second person.

mod break_glass;
mod confidential;
mod every_route;
mod routes_of_staff;
