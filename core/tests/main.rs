//! The core through its public API.

mod session;
