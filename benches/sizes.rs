//! How large the sites are that a bench measures, as its arguments say.

/// The sizes in articles that the arguments ask for; none when nothing is to be measured: tests start a
/// bench too, and have it end at once.
pub(crate) fn sizes(arguments: &[String]) -> Option<Vec<usize>> {
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    if !has("--bench") {
        return None;
    }
    let named: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    Some(match named.is_empty() {
        false => named,
        true if has("--quick") => vec![200],
        true => vec![1_000, 10_000],
    })
}
