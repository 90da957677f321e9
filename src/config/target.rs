//! The targets of `publish`, as `site.yaml` has them under `publish:`.
//!
//! Comes in: the mapping of each target, of the masked text. Goes out: `Target`, with every default filled in.
//! Always holds: no credential is ever among the settings; where one was written there is an error, and nothing is
//! published.

use schemars::JsonSchema;
use serde::Deserialize;

/// A place to which the site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name: `rapporteur publish NAME`.
    pub name: String,
    /// What it is.
    pub kind: TargetKind,
    /// The address under which readers reach it; ends with a slash. Pages are fetched back from there.
    pub url: Option<String>,
    /// Whose rule files (`_redirects`, `_headers`) are written.
    pub host: Host,
    /// For so many seconds files with a fingerprint in their name stay after the site has no use for
    /// them: a reader may have a page open that does.
    pub grace: u64,
    /// Whether the release before is kept at the target, so that it can be gone back to.
    pub keep_previous: bool,
}

/// What a target is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetKind {
    /// A folder of this machine, or a mounted one.
    Folder {
        /// Its path, from the project folder.
        path: String,
    },
    /// A branch of a git repository.
    Git {
        /// The name of a remote of the project's repository, or an address.
        remote: String,
        /// The branch.
        branch: String,
        /// What becomes of earlier commits.
        history: History,
        /// The domain that is written into `CNAME`.
        cname: Option<String>,
    },
    /// A store that speaks the S3 protocol.
    S3(Bucket),
    /// A folder of a server that is reached by ssh.
    Ssh {
        /// How files get there.
        way: SshWay,
        /// `user@server`, or a name of the ssh configuration.
        host: String,
        /// The port, where it is not that of the ssh configuration.
        port: Option<u16>,
        /// The name that readers are served from: a symbolic link to the present release.
        path: String,
    },
    /// A folder of a WebDAV server.
    Webdav {
        /// Its address; ends with a slash.
        url: String,
    },
}

impl TargetKind {
    /// The word for it in the settings.
    pub fn name(&self) -> &'static str {
        match self {
            TargetKind::Folder { .. } => "folder",
            TargetKind::Git { .. } => "git",
            TargetKind::S3(_) => "s3",
            TargetKind::Ssh { way: SshWay::Sftp, .. } => "sftp",
            TargetKind::Ssh { way: SshWay::Rsync, .. } => "rsync",
            TargetKind::Webdav { .. } => "webdav",
        }
    }
}

/// A bucket of a store that speaks the S3 protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// The address of the service; none for Amazon's.
    pub endpoint: Option<String>,
    /// The region: `eu-west-1`, `auto`.
    pub region: String,
    /// What all keys begin with: empty, or ends with a slash.
    pub prefix: String,
    /// Whether the bucket is named in the path and not in the host name.
    pub addressing: Addressing,
    /// What the names of the environment variables with the credentials begin with: `AWS`.
    pub credentials: String,
    /// For so many seconds a page may be kept by caches.
    pub page_seconds: u32,
    /// For so many seconds a picture or a copied file may be kept by caches.
    pub file_seconds: u32,
}

/// How a bucket is named in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Addressing {
    /// `https://host/bucket/key`, which every service understands.
    Path,
    /// `https://bucket.host/key`.
    Host,
}

/// What becomes of earlier commits of a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum History {
    /// Each publish is a commit on top of the one before.
    Kept,
    /// The branch has the present release and, as the one commit before it, the release before.
    Squashed,
    /// The branch has the present release alone, so that there is none to go back to.
    Single,
}

/// How files get to a server that is reached by ssh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SshWay {
    /// Through `sftp`, which needs no shell on the server.
    Sftp,
    /// Through `rsync`, which sends the difference of a file.
    Rsync,
}

/// Whose rule files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Host {
    /// None: moved addresses get a page that leads on.
    Plain,
    /// `_redirects` and `_headers` as Netlify reads them.
    Netlify,
    /// `_redirects` and `_headers` as Cloudflare Pages reads them.
    Cloudflare,
}

/// A target as it is written.
#[derive(Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum WrittenTarget {
    /// Another folder of this machine, or a mounted one.
    Folder(WrittenFolder),
    /// A branch of a git repository.
    Git(WrittenGit),
    /// A bucket of a store that speaks the S3 protocol.
    S3(WrittenS3),
    /// A server that is reached by sftp.
    Sftp(WrittenSsh),
    /// A server that is reached by ssh and has rsync.
    Rsync(WrittenSsh),
    /// A folder of a WebDAV server.
    Webdav(WrittenWebdav),
}

/// Another folder.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenFolder {
    /// Its path, from the project folder.
    #[schemars(regex(pattern = r"^(?!~)(?!(.*[/\\])?\.[gG][iI][tT]([/\\]|$)).*\S"))]
    path: String,
    /// The address under which readers reach the site; pages are fetched back from there.
    url: Option<String>,
    /// Whose rule files (`_redirects`, `_headers`) are written; `plain` where it is left out.
    host: Option<Host>,
    /// For so many seconds a style sheet stays after its last use; a day where it is left out.
    grace: Option<u64>,
    /// Whether the release before stays at the target, so that it can be gone back to; `true` where it is left out.
    keep_previous: Option<bool>,
}

/// A branch of a git repository.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenGit {
    /// The name of a remote of the project, or an address; `origin` where it is left out.
    remote: Option<String>,
    /// The branch.
    branch: String,
    /// What becomes of earlier commits; `kept` where it is left out.
    history: Option<History>,
    /// The domain that is written into `CNAME`.
    cname: Option<String>,
    /// The address under which readers reach the site; pages are fetched back from there.
    url: Option<String>,
    /// Whose rule files (`_redirects`, `_headers`) are written; `plain` where it is left out.
    host: Option<Host>,
    /// For so many seconds a style sheet stays after its last use; a day where it is left out.
    grace: Option<u64>,
}

/// A bucket of a store that speaks the S3 protocol.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenS3 {
    /// Its name.
    bucket: String,
    /// The address of the service; Amazon's where it is left out.
    endpoint: Option<String>,
    /// The region; `us-east-1` where it is left out.
    region: Option<String>,
    /// A folder of the bucket in which the site lies.
    prefix: Option<String>,
    /// Whether requests name the bucket in the path or in the host; `path` where it is left out.
    addressing: Option<Addressing>,
    /// What the names of the environment variables with the keys begin with; `AWS` where it is left out.
    credentials: Option<String>,
    /// For so many seconds a page may be kept by caches; 60 where it is left out.
    page_seconds: Option<u32>,
    /// For so many seconds a picture may be kept by caches; 3600 where it is left out.
    file_seconds: Option<u32>,
    /// The address under which readers reach the site; pages are fetched back from there.
    url: Option<String>,
    /// Whose rule files (`_redirects`, `_headers`) are written; `plain` where it is left out.
    host: Option<Host>,
    /// For so many seconds a style sheet stays after its last use; a day where it is left out.
    grace: Option<u64>,
    /// Whether the release before stays at the target, so that it can be gone back to; `true` where it is left out.
    keep_previous: Option<bool>,
}

/// A folder of a server that is reached by ssh.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenSsh {
    /// `user@server`, or a name of the ssh configuration.
    host: String,
    /// The port, where it is not that of the ssh configuration.
    port: Option<u16>,
    /// The name that the web server serves: a symbolic link to the present release.
    path: String,
    /// The address under which readers reach the site; pages are fetched back from there.
    url: Option<String>,
    /// For so many seconds a style sheet stays after its last use; a day where it is left out.
    grace: Option<u64>,
    /// Whether the release before stays at the target, so that it can be gone back to; `true` where it is left out.
    keep_previous: Option<bool>,
}

/// A folder of a WebDAV server.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenWebdav {
    /// Its address.
    address: String,
    /// The address under which readers reach the site; pages are fetched back from there.
    url: Option<String>,
    /// Whose rule files (`_redirects`, `_headers`) are written; `plain` where it is left out.
    host: Option<Host>,
    /// For so many seconds a style sheet stays after its last use; a day where it is left out.
    grace: Option<u64>,
    /// Whether the release before stays at the target, so that it can be gone back to; `true` where it is left out.
    keep_previous: Option<bool>,
}

/// For so many seconds files with a fingerprint in their name outlive their use: a day, which is
/// longer than any page of the site may be kept by a cache.
const GRACE: u64 = 24 * 60 * 60;

impl WrittenTarget {
    /// The target of that name.
    pub(super) fn resolve(self, name: &str) -> Target {
        let name = name.to_owned();
        match self {
            WrittenTarget::Folder(folder) => Target {
                name,
                kind: TargetKind::Folder { path: folder.path },
                url: folder.url.map(with_slash),
                host: folder.host.unwrap_or(Host::Plain),
                grace: folder.grace.unwrap_or(GRACE),
                keep_previous: folder.keep_previous.unwrap_or(true),
            },
            WrittenTarget::Git(git) => Target {
                name,
                kind: TargetKind::Git {
                    remote: git.remote.unwrap_or_else(|| "origin".to_owned()),
                    branch: git.branch,
                    history: git.history.unwrap_or(History::Kept),
                    cname: git.cname,
                },
                url: git.url.map(with_slash),
                host: git.host.unwrap_or(Host::Plain),
                grace: git.grace.unwrap_or(GRACE),
                keep_previous: true,
            },
            WrittenTarget::S3(s3) => Target {
                name,
                url: s3.url.clone().map(with_slash),
                host: s3.host.unwrap_or(Host::Plain),
                grace: s3.grace.unwrap_or(GRACE),
                keep_previous: s3.keep_previous.unwrap_or(true),
                kind: TargetKind::S3(s3.bucket()),
            },
            WrittenTarget::Sftp(ssh) => ssh.resolve(name, SshWay::Sftp),
            WrittenTarget::Rsync(ssh) => ssh.resolve(name, SshWay::Rsync),
            WrittenTarget::Webdav(webdav) => Target {
                name,
                kind: TargetKind::Webdav { url: with_slash(webdav.address) },
                url: webdav.url.map(with_slash),
                host: webdav.host.unwrap_or(Host::Plain),
                grace: webdav.grace.unwrap_or(GRACE),
                keep_previous: webdav.keep_previous.unwrap_or(true),
            },
        }
    }
}

impl WrittenS3 {
    fn bucket(self) -> Bucket {
        let prefix = self.prefix.unwrap_or_default();
        let prefix = prefix.trim_matches('/');
        Bucket {
            name: self.bucket,
            endpoint: self.endpoint,
            region: self.region.unwrap_or_else(|| "us-east-1".to_owned()),
            prefix: if prefix.is_empty() { String::new() } else { format!("{prefix}/") },
            addressing: self.addressing.unwrap_or(Addressing::Path),
            credentials: self.credentials.unwrap_or_else(|| "AWS".to_owned()),
            page_seconds: self.page_seconds.unwrap_or(60),
            file_seconds: self.file_seconds.unwrap_or(60 * 60),
        }
    }
}

impl WrittenSsh {
    fn resolve(self, name: String, way: SshWay) -> Target {
        let path = self.path.trim_end_matches('/').to_owned();
        Target {
            name,
            kind: TargetKind::Ssh { way, host: self.host, port: self.port, path },
            url: self.url.map(with_slash),
            host: Host::Plain,
            grace: self.grace.unwrap_or(GRACE),
            keep_previous: self.keep_previous.unwrap_or(true),
        }
    }
}

fn with_slash(url: String) -> String {
    if url.ends_with('/') { url } else { url + "/" }
}
