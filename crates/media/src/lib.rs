//! What is in an attachment: its true type, and images without what their makers did not mean to send.
//! Pure functions from bytes to bytes; no I/O and no clock.
