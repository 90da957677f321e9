//! Which pages a site has, and what each of them shows.
//!
//! Comes in: a `Site`. Goes out: `Plan`, which knows every address and can make the view of each page
//! when it is asked for. Always holds: addresses are unique; making a view reads the site and changes
//! nothing, so that pages can be made in any order and in parallel.

mod actor;
mod address;
mod article;
mod body;
mod calendar;
mod claim;
mod data;
mod evidence;
mod feed;
mod frame;
mod label;
mod landmark;
mod list;
mod plan;
pub mod view;

pub use label::Label;
pub use plan::{Content, Kind, Page, Plan, ThemeFiles};
