//! Frames of a worker or of a host that has been taken over.

use enclave_contract::{
    Language, Level, Limits,
    frame::{Command, Measure, Notice, Packed, Reply, Request, decode, encode},
};
use enclave_sandbox::{pack, unpack};
use serde::{Serialize, de::DeserializeOwned};

/// What decoding may allocate for each byte, and besides: a list is given room ahead of its items, within bounds.
const PER_BYTE: u64 = 64;
const AHEAD: u64 = 4 << 20;

/// Frames of every type: what is one comes back the same from its own bytes, and takes no more memory than its length
/// explains. `allocated` counts the bytes that were allocated so far, and never goes back.
pub fn frames_come_back(bytes: &[u8], allocated: impl Fn() -> u64) {
    comes_back::<Command>(bytes, &allocated);
    comes_back::<Reply>(bytes, &allocated);
    comes_back::<Notice>(bytes, &allocated);
    comes_back::<Request>(bytes, &allocated);
    comes_back::<Vec<Measure>>(bytes, &allocated);

    let limits = Limits::of(Level::Strict, Language::Javascript);
    if let Ok(value) = unpack(&Packed(bytes.to_vec()), &limits) {
        let packed = pack(&value);
        let again = unpack(&packed, &limits).map(|value| pack(&value));
        assert_eq!(again.ok(), Some(packed), "{value:?}");
    }
}

fn comes_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    bytes: &[u8],
    allocated: &impl Fn() -> u64,
) {
    let before = allocated();
    let frame = decode::<T>(bytes);
    let taken = allocated() - before;
    let bound = PER_BYTE * bytes.len() as u64 + AHEAD;
    assert!(taken <= bound, "{taken} bytes for {}", bytes.len());
    let Ok(frame) = frame else { return };
    let encoded = encode(&frame).unwrap();
    let again: T = decode(&encoded[4..]).unwrap();
    // What is not equal to itself is not a number, and comes back as one.
    #[expect(clippy::eq_op, reason = "no number that is none equals itself")]
    let comparable = frame == frame;
    assert!(!comparable || again == frame, "{again:?} instead of {frame:?}");
    assert_eq!(encode(&again), Ok(encoded), "{frame:?}");
}

#[cfg(test)]
mod tests {
    use enclave_contract::{
        ConsoleLevel, Value,
        frame::{Begin, Bounds, Ended, Output, Stepped, Thrown, Time},
    };

    use super::*;

    fn samples() -> Vec<Vec<u8>> {
        let text = || "text".to_owned();
        let value = || pack(&Value::Array(vec![Value::Number(f64::NAN), Value::String(text())]));
        let thrown = Thrown {
            code: enclave_contract::ErrorCode::ToolError,
            name: text(),
            message: text(),
            places: vec![(1, 2), (3, 4)],
            data: value(),
        };
        let begin = Begin {
            limits: Limits::of(Level::Secure, Language::Javascript),
            source: Some(text()),
            tools: vec![(vec![text(), text()], text())],
            context: value(),
            seed: 1,
            clock: 0.5,
            manual: true,
            elapsed: std::time::Duration::from_millis(5),
            events: true,
            bounds: Bounds { max_frame_bytes: 1 << 20, address_space: 1 << 30, cpu_seconds: 9 },
        };
        let time = Time { shown: f64::NAN, real: 1.0 };
        let stepped = Stepped { forecast: Some(text()), ended: Some(Ended::Threw(thrown)), ..Stepped::default() };
        let hello = Notice::Hello {
            frames: 1,
            version: text(),
            measures: vec![Measure { name: text(), active: true, mandatory: false, detail: text() }],
        };
        [
            encode(&Command::Begin(Box::new(begin))),
            encode(&Command::Settle { id: 1, tool: text(), answer: Ok(value()), time }),
            encode(&Reply::Output(Output::Line { level: ConsoleLevel::Warn, text: text(), args: value() })),
            encode(&Reply::Called { id: 7, name: text(), args: Ok(value()) }),
            encode(&Reply::Stepped(Box::new(stepped))),
            encode(&hello),
            encode(&Request { end: Some(7), forks: 2 }),
            Ok([vec![0; 4], value().0].concat()),
        ]
        .map(|frame| frame.unwrap().split_off(4))
        .into()
    }

    #[test]
    fn frames() {
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % below
        };
        for sample in samples() {
            frames_come_back(&sample, || 0);
            for _ in 0..2_000 {
                let mut bytes = sample.clone();
                for _ in 0..=next(3) {
                    let at = next(bytes.len());
                    bytes[at] = [0, 1, 0x7f, 0x80, 0xff, u8::try_from(next(256)).unwrap()][next(6)];
                }
                bytes.truncate(1 + next(2 * bytes.len()));
                frames_come_back(&bytes, || 0);
            }
        }
    }
}
