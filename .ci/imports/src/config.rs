//! The crates that are checked, and what each allows.

pub struct Crate {
    /// The folder of its `lib.rs`.
    pub folder: &'static str,
    /// Its top-level modules, lowest first: each imports only itself and those before it. Empty if they have no order.
    pub layers: &'static [&'static str],
    /// The layer that describes the same world as the others and imports none of them: its names may be theirs.
    pub witness: Option<&'static str>,
    /// The file and the folder that may depend on a feature.
    pub features: &'static [&'static str],
}

pub const CRATES: [Crate; 3] = [
    Crate {
        folder: "crm-mcp-core/src",
        layers: &["wire", "schema", "arguments", "access", "call", "tools", "agents", "server", "transport"],
        witness: None,
        features: &["lib.rs", "transport/"],
    },
    Crate {
        folder: "crm-mcp-macros/src",
        layers: &["mistakes", "text", "kind", "core_path", "owned", "docs", "args", "parameters", "function", "expand"],
        witness: None,
        features: &["lib.rs"],
    },
    Crate {
        folder: "crm-mcp-tools/src",
        layers: &["sandbox", "api", "crm", "highlevel"],
        witness: Some("sandbox"),
        features: &["lib.rs", "api/mod.rs"],
    },
];

/// So many modules side by side are easy to find one's way in.
pub const MOST_SIDE_BY_SIDE: usize = 12;

/// The names that files of several folders share. Such a file has the same job for the thing that its folder is about.
pub const SHARED_FILE_NAMES: [&str; 8] =
    ["mod.rs", "error.rs", "document.rs", "read.rs", "record.rs", "row.rs", "search.rs", "write.rs"];
