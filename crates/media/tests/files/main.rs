//! Files as phones, office programs and liars make them.

#![cfg(test)]

mod cleaning;
mod codes;
mod hostile;
mod make;
mod recognising;
