//! Bounds of what is taken from a server: no message beyond its size, and no flood of them.

use std::{
    future::Future,
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use rmcp::{
    RoleClient,
    model::JsonRpcMessage,
    service::{RxJsonRpcMessage, TxJsonRpcMessage},
    transport::Transport,
};
use tokio::io::{AsyncRead, ReadBuf};

/// The largest message that is taken from a server, in bytes: the largest value of `standard`, and what stands around it.
pub(crate) const MAX_MESSAGE_BYTES: usize = 17 << 20;

/// Lines of a reader; fails for good at one that is too long, so that whoever waits for it hears of it.
pub(crate) struct Bounded<R> {
    reader: R,
    /// Bytes of the line that is being read.
    line: usize,
}

impl<R> Bounded<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, line: 0 }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Bounded<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.reader).poll_read(context, buffer))?;
        let new = buffer.filled().get(before..).unwrap_or_default();
        // Every line but the last is whole; each is at most as long as the buffer, but for the first.
        let ends = new.iter().position(|byte| *byte == b'\n');
        let longest = self.line + ends.unwrap_or(new.len());
        self.line = match new.iter().rposition(|byte| *byte == b'\n') {
            Some(last) => new.len() - last - 1,
            None => longest,
        };
        if longest.max(self.line) > MAX_MESSAGE_BYTES {
            buffer.set_filled(before);
            return Poll::Ready(Err(io::Error::other("the message is too large")));
        }
        Poll::Ready(Ok(()))
    }
}

/// What a server may ask of its client in all; a client of ours has little to give.
const MAX_REQUESTS: u32 = 1_000;

/// A transport that hears answers, and so many requests. Notifications are nothing to us, and are dropped here: what is
/// made of each would cost more than reading it, so that a flood of them would fill the memory.
pub(crate) struct Deaf<T> {
    transport: T,
    /// Requests that are still heard; one more ends the connection.
    left: u32,
}

impl<T> Deaf<T> {
    pub(crate) fn new(transport: T) -> Self {
        Self { transport, left: MAX_REQUESTS }
    }
}

impl<T: Transport<RoleClient>> Transport<RoleClient> for Deaf<T> {
    type Error = T::Error;

    fn send(
        &mut self,
        message: TxJsonRpcMessage<RoleClient>,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send + 'static {
        self.transport.send(message)
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleClient>> {
        loop {
            match self.transport.receive().await? {
                JsonRpcMessage::Notification(_) => {}
                JsonRpcMessage::Request(request) => {
                    self.left = self.left.checked_sub(1)?;
                    return Some(JsonRpcMessage::Request(request));
                }
                answer => return Some(answer),
            }
        }
    }

    fn close(&mut self) -> impl Future<Output = Result<(), Self::Error>> + Send {
        self.transport.close()
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;

    use super::*;

    #[test]
    fn a_message_that_is_too_long_ends_the_reading() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let read = |text: Vec<u8>| {
            let mut all = Vec::new();
            runtime.block_on(Bounded::new(text.as_slice()).read_to_end(&mut all)).map_err(|error| error.to_string())
        };
        let line = [vec![b'x'; MAX_MESSAGE_BYTES], b"\n".to_vec()].concat();
        assert_eq!(read(line.repeat(2)), Ok(2 * MAX_MESSAGE_BYTES + 2));
        assert_eq!(read(vec![b'x'; MAX_MESSAGE_BYTES + 1]), Err("the message is too large".to_owned()));
    }
}
