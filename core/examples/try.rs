use enclave_core::{contract::*, *};
fn main() {
    let code = std::env::args().nth(1).unwrap();
    let limits = serde_json::json!({"timeout_ms": 1000});
    let config: Config = serde_json::from_value(serde_json::json!({"any_tool": true, "limits": limits})).unwrap();
    let enclave = Enclave::new(config, Value::Null).unwrap();
    let t = std::time::Instant::now();
    let mut session = match enclave.start(&code, RunOptions::default()) { Ok(s) => s, Err(e) => { println!("REJECTED {e}"); return } };
    let outcome = loop {
        match session.advance() {
            Step::Done(o) => break o,
            Step::Waiting { calls, wake_in } => {
                if calls.is_empty() { std::thread::sleep(wake_in.unwrap()); }
                for c in calls { if c.name == "never" { continue } session.resolve(c.id, c.args).unwrap(); }
            }
        }
    };
    println!("{:?} {:?}\n  {:?} {:?}", t.elapsed(), outcome.result, outcome.console, outcome.stats);
}
