//! The way back to Node's thread: any thread posts, Node's own thread collects.

use std::sync::{Arc, Mutex, PoisonError};

use napi::{
    Result, Status,
    bindgen_prelude::{Function, ToNapiValue},
    sys,
    threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode},
};
use napi_derive::napi;

use crate::{run::Run, text::Text};

/// Weak, so that it never keeps a process alive: `ts/native.ts` does that while a run computes.
type Wake = ThreadsafeFunction<(), (), (), Status, false, true, 0>;

/// What a thread has to say.
pub(crate) enum Message {
    /// A step of that run is over; its text is collected from the run.
    Step(Arc<Run>),
    /// A run's event.
    Event {
        /// The run.
        token: u32,
        /// The event as JSON.
        text: String,
    },
}

/// The messages of one environment (Node's main thread, or one of its workers).
pub(crate) struct Mailbox {
    messages: Mutex<Vec<Message>>,
    wake: Wake,
}

impl Mailbox {
    /// Hands a message over, and wakes Node's thread unless it is awake for an earlier one. After the end of the
    /// environment nothing happens.
    pub(crate) fn post(&self, message: Message) {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        messages.push(message);
        let first = messages.len() == 1;
        drop(messages);
        if first {
            self.wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}

/// The mailbox of this environment, as its JavaScript holds it.
#[napi]
pub struct NativeMailbox {
    pub(crate) mailbox: Arc<Mailbox>,
}

#[napi]
impl NativeMailbox {
    /// A mailbox that calls `wake` on this thread after messages have come.
    #[napi(constructor)]
    pub fn new(wake: Function<'_, (), ()>) -> Result<Self> {
        let wake = wake.build_threadsafe_function::<()>().callee_handled::<false>().weak::<true>().build()?;
        Ok(Self { mailbox: Arc::new(Mailbox { messages: Mutex::default(), wake }) })
    }

    /// Every message that has come, flat: token, kind (0 a step, 1 an event), text, and so on.
    #[napi]
    pub fn collect(&self) -> Vec<Item> {
        let messages = std::mem::take(&mut *self.mailbox.messages.lock().unwrap_or_else(PoisonError::into_inner));
        let mut items = Vec::with_capacity(messages.len() * 3);
        for message in messages {
            let (token, kind, text) = match message {
                // A step that JavaScript waited for was collected by it.
                Message::Step(run) => match run.collect() {
                    Some(text) => (run.token, 0, text),
                    None => continue,
                },
                Message::Event { token, text } => (token, 1, text),
            };
            items.extend([Item::Number(token), Item::Number(kind), Item::Text(Text(text))]);
        }
        items
    }
}

/// A part of a message.
pub enum Item {
    /// A token or a kind.
    Number(u32),
    /// A text.
    Text(Text),
}

impl ToNapiValue for Item {
    unsafe fn to_napi_value(env: sys::napi_env, item: Self) -> Result<sys::napi_value> {
        // SAFETY: the caller gives the current environment.
        unsafe {
            match item {
                Self::Number(number) => u32::to_napi_value(env, number),
                Self::Text(text) => Text::to_napi_value(env, text),
            }
        }
    }
}
