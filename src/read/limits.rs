//! How much is read before tminus says no. Each error that hits a limit names it.

/// Bytes of one file.
pub const FILE: usize = 5 * 1024 * 1024;

/// Bytes of one line.
pub const LINE: usize = 128 * 1024;

/// Bytes of one front matter.
pub const FRONT_MATTER: usize = 64 * 1024;

/// Lists and maps inside each other in YAML.
pub const YAML_DEPTH: usize = 64;

/// Findings of one kind in one file; the rest is counted.
pub(super) const OF_A_KIND: usize = 20;

/// Bytes of the ledger: some 130 bytes for everything that a site ever published.
pub const LEDGER: usize = 1024 * 1024 * 1024;

/// Bytes of a file that a plan points to.
pub const ATTACHED: usize = 20 * 1024 * 1024;

/// Points of a picture: four bytes each in the memory of whoever looks at it.
pub const PIXELS: u64 = 50_000_000;
