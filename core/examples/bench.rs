use enclave_core::{contract::*, *};
use std::time::Instant;
fn main() {
    let enclave = Enclave::new(Config::default(), Value::Null).unwrap();
    for round in 0..3 {
        let n = 2000;
        let t = Instant::now();
        for _ in 0..n {
            let mut s = enclave.start("return 1+1", RunOptions::default()).unwrap();
            let Step::Done(o) = s.advance() else { panic!() };
            assert_eq!(o.result, Ok(Value::Number(2.0)));
        }
        let ours = t.elapsed() / n;
        let t = Instant::now();
        for _ in 0..n {
            let rt = rquickjs::Runtime::new().unwrap();
            let ctx = rquickjs::Context::full(&rt).unwrap();
            ctx.with(|c| { let v: i32 = c.eval("1+1").unwrap(); assert_eq!(v, 2); });
        }
        let raw = t.elapsed() / n;
        println!("{round}: ours {ours:?} raw {raw:?} ratio {:.2}", ours.as_secs_f64() / raw.as_secs_f64());
    }
}
