//! Standard output that reports whether the client reads it.

use std::io::Result;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tokio::io::AsyncWrite;
use tokio::sync::Notify;

/// Output wrapper. Without it the crate's loop would go on reading after the client has closed the output.
pub struct Output<W> {
    inner: W,
    closed: Arc<Notify>,
    /// Set while the client has not read everything written.
    busy: Arc<AtomicBool>,
}

impl<W> Output<W> {
    /// Wraps an output; the returned handle is notified once writing fails. `busy` is set while the client does not
    /// read the output.
    pub fn new(inner: W, busy: Arc<AtomicBool>) -> (Self, Arc<Notify>) {
        let closed = Arc::<Notify>::default();
        (Self { inner, closed: Arc::clone(&closed), busy }, closed)
    }

    fn noted<T>(&self, polled: Poll<Result<T>>) -> Poll<Result<T>> {
        self.busy.store(polled.is_pending(), Ordering::Relaxed);
        if let Poll::Ready(Err(error)) = &polled {
            tracing::debug!("cannot write to the client: {error}");
            self.closed.notify_one();
        }
        polled
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Output<W> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let polled = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.noted(polled)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let polled = Pin::new(&mut self.inner).poll_flush(context);
        self.noted(polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
