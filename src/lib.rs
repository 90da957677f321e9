//! Rapporteur turns a folder of briefings into a website in which every actor has a page.

pub mod actor;
pub mod article;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod path;
pub mod site;
pub mod source;
pub mod yaml;
