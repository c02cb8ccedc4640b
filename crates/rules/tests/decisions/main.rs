//! The rules seen from outside: one binary, one folder per kind of decision.

#![cfg(test)]

mod assignment;
mod absence;
mod conversation;
mod deadline;
mod settings;
mod shared_data;
