//! The output folder: a set of outputs comes in, a folder on disk that holds exactly that set
//! goes out.
//!
//! What always holds:
//!
//! - **Whole.** A build is made in a folder beside the output folder and swapped in with one
//!   rename. A build killed at any moment leaves the whole old or the whole new output; what it
//!   leaves beside the folder is cleaned up or put back when the folder is opened next.
//! - **Ours only.** A file that this tool did not write is never deleted or overwritten. The list
//!   of what it wrote is the manifest inside the marker file [`MARKER`]; without that file,
//!   nothing in a folder is ours, and a folder with anything in it is refused. All else in an
//!   output folder (a `CNAME`, a `.git`) is *foreign* and moves over into the new output. A
//!   foreign file exists once at any time: it is renamed, never copied.
//! - **Only what changed.** An output whose fingerprint is the one in the manifest, and whose file
//!   is as the manifest says, is not made again and keeps its inode and its time. If nothing
//!   changed, nothing in the folder is touched.
//! - **Alone.** An [`OutputFolder`] is the proof that this process holds the folder's lock.
//!
//! Beside an output folder `public` stand, while it is open or after a process was killed:
//! `.public.rapporteur-lock`, `.public.rapporteur-new` (the stage; the old output after the swap;
//! the spare between two syncs), `.public.rapporteur-old` (the old output, where the file system
//! cannot exchange two names) and `.public.rapporteur-marker` (a marker that is being written).
//!
//! # Power loss
//!
//! The order of renames protects against killed processes, which is what happens to a build. It
//! cannot by itself protect the bytes of pages against power loss, and flushing tens of thousands
//! of small files would cost many times what writing them costs. So the pages are not flushed;
//! the marker is, before the swap. After a power loss pages of the last build may thus be empty or
//! short. Their size then differs from the manifest's, and the next build writes them again: an
//! output is never the only copy of anything. Foreign files are only renamed, so a journaling
//! file system keeps them.

mod content;
#[cfg(test)]
mod fixture;
mod folder;
mod guard;
mod layout;
mod leftover;
mod lock;
mod manifest;
mod media_type;
mod rename;
mod spare;
mod stage;
mod survey;
mod sync;
pub mod writer;

pub use crate::path::MARKER;
pub use crate::path::{BadOutputPath, OutputPath};
pub use content::{Content, Fingerprint, Made};
pub use folder::{OldOutput, OutputFolder};
pub use media_type::media_type;
pub use sync::{Synced, sync};
