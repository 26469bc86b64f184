//! A server's output, of which no message is read beyond its bound.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
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
