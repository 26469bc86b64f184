//! The names that generated code and the engine's native helpers share.
//!
//! Layer 1 refuses author's names with this prefix (`RESERVED_PREFIX`), so none of them can be shadowed.
//! The generated script evaluates to a factory; the engine calls it with the native helpers, in the order of
//! `PARAMETERS`, and gets the author's body as an async function without parameters.

/// `__ag_turn()`: the turns granted so far are used up and one more begins. Gives how many may follow that one before
/// the next call, or ends the run.
pub(crate) const TURN: &str = "__ag_turn";

/// `__ag_step()`: the same for calls of the script's functions.
pub(crate) const STEP: &str = "__ag_step";

/// `__ag_key(key)`: the value as a property key, converted once; throws on a dangerous one.
pub(crate) const KEY: &str = "__ag_key";

/// `__ag_big(value)`: gives back a big integer that is not too large, or ends the run.
pub(crate) const BIG: &str = "__ag_big";

/// `__ag_export(value)`: the result of calling the default export if it is a function, or the export itself.
pub(crate) const EXPORT: &str = "__ag_export";

/// The parameters of the factory, in order.
pub(crate) const PARAMETERS: [&str; 5] = [TURN, STEP, KEY, BIG, EXPORT];

/// Loop turns left of the grant.
pub(super) const TURNS: &str = "__ag_turns";

/// Function calls left of the grant.
pub(super) const STEPS: &str = "__ag_steps";

/// A value between its evaluation and the check that follows at once. One variable serves the whole script:
/// nothing of the script runs between its assignment and its last read.
pub(super) const VALUE: &str = "__ag_value";

/// A result that statements follow.
pub(super) const RESULT: &str = "__ag_result";
