//! What holds for every site: remembering changes nothing, order changes nothing, nothing leaks, and a
//! killed build leaves the old site or the new one.
//!
//! Sites and edits are drawn by a generator with a fixed seed; a failure names the seed and the step.

mod dice;
mod edits;
mod kill;
mod leak;
mod order;
mod project;
mod seed;
mod soak;
mod writer;

use dice::Dice;
use project::{Made, Project, difference};
