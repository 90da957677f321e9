//! The filters that templates have beside Tera's own. All are pure.

use tera::{Kwargs, State, Tera};

/// Adds the filters to a template engine.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("thousands", thousands);
}

/// `12345` as `12,345`.
fn thousands(n: u64, _: Kwargs, _: &State) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
