//! The core through its public API.

mod durable;
mod session;
mod tools;
