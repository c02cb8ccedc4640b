//! The rules seen from outside: one binary, one folder per kind of decision.

#![cfg(test)]

mod absence;
mod assignment;
mod contact;
mod conversation;
mod deadline;
mod figures;
mod looking;
mod moderation;
mod reviews;
mod settings;
mod shared_data;
