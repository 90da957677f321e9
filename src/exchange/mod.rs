//! The registry in other formats: FollowTheMoney, CSV and JSON-LD.
//!
//! Comes in: lines of a file with actors, or a published `Site`. Goes out: texts of actor files with a report, or
//! lines of an export. Always holds: what is exported and imported again is the same; nothing that is not
//! published is in an export; no file is overwritten.

mod batch;
mod file;
pub mod ftm;
mod intake;
pub mod jsonld;
mod known;
mod published;
mod record;
pub mod table;

pub use batch::{BadLine, Batch, Incoming, Tie, TieKind};
pub use file::{Entry, NewFile, listed, single};
pub use intake::{Intake, Known, Reason, Sameness, Skipped, intake};
pub use known::known;
pub use published::{Exported, Named, Published, Selection};
pub use record::{FOLDER, Field, PROFILE, Record, is_default};
