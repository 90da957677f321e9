//! Whether `base_url` is where readers meet the site: canonical addresses, feeds and the site map name it.
//!
//! Comes in: a build and its settings. Goes out: at most one diagnostic. Always holds: a site without a target
//! goes nowhere, and is not complained of.

use url::{Host, Url};

use super::place_of;
use crate::config::config_path;
use crate::diagnostic::{Code, Diagnostic};
use crate::pipeline::Build;
use crate::source::Snapshot;

pub(super) fn check(build: &Build, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let config = &build.plan.site.config;
    // An address that is none is an error of the settings already.
    let Some(base_url) = Url::parse(&config.base_url).ok().filter(|_| !config.targets.is_empty())
    else {
        return Vec::new();
    };
    let place = place_of(snapshot, &config_path(), "base_url", "");
    let stands_at = |url: &Url| base_url.origin() == url.origin() && base_url.path() == url.path();
    let addresses = config.targets.iter().filter_map(|target| target.url.as_deref());
    let addresses: Vec<(&str, Url)> =
        addresses.filter_map(|url| Some((url, Url::parse(url).ok()?))).collect();
    let wanted = addresses.first().map_or_else(
        || "set it to the address that readers use".to_owned(),
        |(url, _)| format!("set it to `{url}`"),
    );
    let (message, hint) = if place.line == 0 {
        (
            "`base_url` is missing, so that feeds and the site map name `http://localhost/`"
                .to_owned(),
            wanted,
        )
    } else if base_url.host().is_none_or(|host| is_reserved(&host)) {
        (format!("`base_url` is an address that no reader can reach: `{base_url}`"), wanted)
    } else if !addresses.is_empty() && !addresses.iter().any(|(_, url)| stands_at(url)) {
        let message = format!("no target has the `url` that `base_url` names: `{base_url}`");
        (message, format!("{wanted}, or give the target that stands there its `url`"))
    } else {
        return Vec::new();
    };
    let hint =
        format!("{hint}; feeds take their ids from it, so do it before there are subscribers");
    vec![Diagnostic::new(Code::ForeignAddress, place, message).hint(hint)]
}

/// Names that belong to nobody (RFC 2606), and those of the machine itself.
const RESERVED: [&str; 7] =
    ["example", "example.com", "example.net", "example.org", "invalid", "localhost", "test"];

fn is_reserved(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => RESERVED.iter().any(|reserved| {
            name.strip_suffix(reserved).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        }),
        Host::Ipv4(ip) => ip.is_loopback() || ip.is_unspecified(),
        Host::Ipv6(ip) => ip.is_loopback() || ip.is_unspecified(),
    }
}
