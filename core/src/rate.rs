//! How often a session may call its tools.

use std::collections::BTreeMap;

use enclave_contract::{ConfigError, RateLimit};

/// The most calls a second that a limit may name.
const MAX_PER_SECOND: f64 = 1e6;

/// Checks a rate limit; `whose` is its option.
///
/// # Errors
/// For one that lets nothing through, or is no number.
pub(crate) fn checked(limit: &RateLimit, whose: &str) -> Result<(), ConfigError> {
    let wrong = |option| Err(ConfigError::InvalidRateLimit(whose.to_owned(), option));
    if limit.per_second.is_some_and(|rate| !(rate > 0.0 && rate <= MAX_PER_SECOND)) {
        return wrong("per_second");
    }
    if limit.max_concurrent == Some(0) {
        return wrong("max_concurrent");
    }
    Ok(())
}

/// What a session used of its rate limits. The session's own clock counts, so that a replay decides as the run did.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    all: Used,
    tools: BTreeMap<String, Used>,
}

#[derive(Debug, Default)]
struct Used {
    calls: u32,
    /// What is left of the calls of this second, and when that was counted, in milliseconds; none before the first call.
    bucket: Option<(f64, f64)>,
}

impl Rates {
    /// Counts a call, or says why it is refused. `all` is the session's limit, `tool` the tool's.
    pub(crate) fn count(&mut self, name: &str, all: &RateLimit, tool: &RateLimit, now: f64) -> Result<(), String> {
        if *tool != RateLimit::default() {
            let used = self.tools.entry(name.to_owned()).or_default();
            used.count(tool, now).map_err(|why| format!("`{name}` {why}"))?;
        }
        self.all.count(all, now).map_err(|why| format!("the tools of this session together {why}"))
    }
}

impl Used {
    fn count(&mut self, limit: &RateLimit, now: f64) -> Result<(), String> {
        if let Some(max) = limit.max_calls.filter(|max| self.calls >= *max) {
            return Err(format!("may be called {} in a session", times(f64::from(max))));
        }
        if let Some(rate) = limit.per_second {
            let most = rate.max(1.0);
            let (left, since) = self.bucket.unwrap_or((most, now));
            // What is no time, or an earlier one, is no later time.
            let now = since.max(now);
            let left = (left + (now - since) / 1e3 * rate).min(most);
            if left < 1.0 {
                self.bucket = Some((left, now));
                let wait = ((1.0 - left) / rate * 1e3).ceil();
                return Err(format!("may be called {} a second: call it again in {wait} ms", times(rate)));
            }
            self.bucket = Some((left - 1.0, now));
        }
        self.calls = self.calls.saturating_add(1);
        Ok(())
    }
}

#[expect(clippy::float_cmp, reason = "one is exact")]
fn times(count: f64) -> String {
    if count == 1.0 { "once".to_owned() } else { format!("{count} times") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_past_a_limit_are_refused_and_time_brings_more() {
        let mut rates = Rates::default();
        let all = RateLimit::default();
        let tool = RateLimit { per_second: Some(2.0), max_calls: Some(4), max_concurrent: None };
        let mut at = |now| rates.count("a", &all, &tool, now);
        assert_eq!((at(0.0), at(0.0)), (Ok(()), Ok(())));
        assert_eq!(at(0.0), Err("`a` may be called 2 times a second: call it again in 500 ms".into()));
        assert_eq!(at(250.0), Err("`a` may be called 2 times a second: call it again in 250 ms".into()));
        assert_eq!(at(500.0), Ok(()));
        assert_eq!(at(90_000.0), Ok(()));
        assert_eq!(at(90_000.0), Err("`a` may be called 4 times in a session".into()));
        assert_eq!(rates.count("b", &all, &tool, 90_000.0), Ok(()));
        let once = RateLimit { max_calls: Some(6), ..RateLimit::default() };
        assert_eq!(rates.count("c", &once, &all, 0.0), Ok(()));
    }

    #[test]
    fn a_clock_that_stands_or_goes_back_brings_nothing() {
        let mut rates = Rates::default();
        let tool = RateLimit { per_second: Some(0.5), ..RateLimit::default() };
        let none = RateLimit::default();
        assert!(rates.count("a", &none, &tool, 1e12).is_ok());
        for now in [1e12, 0.0, f64::NAN, 1e12 + 1_999.0] {
            assert!(rates.count("a", &none, &tool, now).is_err(), "{now}");
        }
    }
}
