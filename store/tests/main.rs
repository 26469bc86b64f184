//! The stores through their public API.

mod behaviour;
mod damage;
mod processes;
