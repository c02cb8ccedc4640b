//! The rules seen from outside: one binary, one folder per kind of decision.

mod conversation;
mod deadline;
mod shared_data;
