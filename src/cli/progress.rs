//! A progress bar for long work, where a terminal is there to show it.

use std::sync::OnceLock;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::writer::Progress;
use crate::publish;

/// Shorter work is done before anyone could read a bar.
const LONG_WORK: usize = 2_000;

/// A bar over the outputs of a build; none for short work, and where stderr is not a terminal.
#[derive(Default)]
pub(super) struct Bar(OnceLock<ProgressBar>);

impl Bar {
    /// Takes the bar off the terminal.
    pub(super) fn clear(&self) {
        if let Some(bar) = self.0.get() {
            bar.finish_and_clear();
        }
    }
}

impl Bar {
    /// Shows a bar over so many things.
    pub(super) fn show(&self, n: usize, things: &str) {
        let template = format!("  {{bar:40.cyan/dim}} {{pos}}/{{len}} {things}  {{eta}} left");
        let style = ProgressStyle::with_template(&template);
        let target = ProgressDrawTarget::stderr_with_hz(10);
        let bar = ProgressBar::with_draw_target(Some(n as u64), target);
        self.0
            .get_or_init(|| bar.with_style(style.expect("invariant: the template is well formed")));
    }
}

impl Progress for Bar {
    fn start(&self, n_outputs: usize) {
        if n_outputs >= LONG_WORK {
            self.show(n_outputs, "files");
        }
    }

    fn done(&self) {
        if let Some(bar) = self.0.get() {
            bar.inc(1);
        }
    }
}

impl publish::Progress for Bar {
    fn start(&self, n_steps: usize) {
        Progress::start(self, n_steps);
    }

    fn done(&self) {
        Progress::done(self);
    }

    fn note(&self, text: &str) {
        let note = || anstream::eprintln!("note: {text}");
        match self.0.get() {
            Some(bar) => bar.suspend(note),
            None => note(),
        }
    }
}
