//! Where messages are written to.

use std::io::{ErrorKind, IoSlice, Result, Write};

/// An output that may know what it takes at once.
pub trait Output: Write + Send {
    /// So many bytes it takes now without keeping the writer waiting; none where nobody can tell.
    fn room(&self) -> usize {
        0
    }

    /// What tells how many bytes it has taken that nobody has read yet, also while somebody writes to it; `None` where
    /// nobody can tell.
    fn gauge(&self) -> Option<Gauge> {
        None
    }
}

/// Tells how many bytes of an output nobody has read yet.
pub type Gauge = Box<dyn Fn() -> usize + Send + Sync>;

/// Writes all parts.
///
/// # Errors
/// If the output does not take them.
pub fn write_all(output: &mut (impl Output + ?Sized), mut parts: &mut [IoSlice<'_>]) -> Result<()> {
    // Empty ones at the start are passed over.
    IoSlice::advance_slices(&mut parts, 0);
    while !parts.is_empty() {
        match output.write_vectored(parts) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut parts, written),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    output.flush()
}

/// Standard output without its own buffer, which would part a message from its head: a server that ends with its client
/// leaves no half of one.
///
/// # Errors
/// If there is none.
#[cfg(unix)]
pub fn standard_output() -> Result<impl Output> {
    unix::StandardOutput::new()
}

/// Standard output.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn standard_output() -> Result<impl Output> {
    impl Output for std::io::Stdout {}
    Ok(std::io::stdout())
}

#[cfg(unix)]
mod unix {
    use super::{Gauge, IoSlice, Output, Result, Write};
    use std::fs::File;
    use std::os::fd::AsFd;
    use std::sync::Arc;

    /// Standard output, which is a pipe most often.
    pub struct StandardOutput {
        file: Arc<File>,
        /// How many bytes the pipe holds; none if it is no pipe.
        holds: usize,
    }

    impl StandardOutput {
        pub fn new() -> Result<Self> {
            let file: File = std::io::stdout().as_fd().try_clone_to_owned()?.into();
            let holds = size_of_pipe(&file);
            Ok(Self { file: Arc::new(file), holds })
        }
    }

    impl Output for StandardOutput {
        fn room(&self) -> usize {
            // Nobody else writes, so that an empty pipe takes all that it holds, and one with something in it at least
            // nothing: it counts pages rather than bytes.
            if self.holds > 0 && unread(&self.file) == 0 { self.holds } else { 0 }
        }

        fn gauge(&self) -> Option<Gauge> {
            let file = Arc::clone(&self.file);
            (self.holds > 0).then(|| Box::new(move || unread(&file)) as Gauge)
        }
    }

    /// The bytes of a pipe that are still to be read.
    fn unread(pipe: &File) -> usize {
        // More than any pipe holds, which is right for a caller that asks whether there is something.
        rustix::io::ioctl_fionread(pipe)
            .map_or(usize::MAX, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX))
    }

    impl Write for StandardOutput {
        fn write(&mut self, bytes: &[u8]) -> Result<usize> {
            (&*self.file).write(bytes)
        }

        fn write_vectored(&mut self, parts: &[IoSlice<'_>]) -> Result<usize> {
            (&*self.file).write_vectored(parts)
        }

        fn flush(&mut self) -> Result<()> {
            (&*self.file).flush()
        }
    }

    /// The bytes that a pipe shall hold: what anybody may ask for, unless the system is set otherwise. The diagnostics
    /// of a long document are long, and the client is woken each time that the pipe is full.
    #[cfg(target_os = "linux")]
    const HOLDS: usize = 1 << 20;

    #[cfg(target_os = "linux")]
    fn size_of_pipe(file: &File) -> usize {
        // What is no pipe, and one that may not hold more, stays as it is.
        rustix::pipe::fcntl_setpipe_size(file, HOLDS)
            .or_else(|_| rustix::pipe::fcntl_getpipe_size(file))
            .unwrap_or_default()
    }

    #[cfg(not(target_os = "linux"))]
    fn size_of_pipe(_: &File) -> usize {
        0
    }
}
