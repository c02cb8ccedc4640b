//! Files as phones, office programs and liars make them.

#![cfg(test)]

mod cleaning;
mod hostile;
mod make;
mod recognising;
