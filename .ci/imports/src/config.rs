//! The crates that are checked, and what each allows.

pub struct Crate {
    /// The folder of its `lib.rs`.
    pub folder: &'static str,
    /// The folders whose modules have an order.
    pub layers: &'static [Layers],
    /// The layer that describes the same world as the others and imports none of them: its names may be theirs.
    pub witness: Option<&'static str>,
    /// The file and the folder that may depend on a feature.
    pub features: &'static [&'static str],
}

/// An order of the modules side by side in a folder.
pub struct Layers {
    /// The names that lead to the folder from the root of the crate; none for the root itself.
    pub folder: &'static [&'static str],
    /// All its modules, lowest first: each imports only itself and those before it.
    pub order: &'static [&'static str],
}

pub const CRATES: [Crate; 3] = [
    Crate {
        folder: "crm-mcp-core/src",
        layers: &[Layers {
            folder: &[],
            order: &["wire", "schema", "arguments", "access", "call", "tools", "agents", "server", "transport"],
        }],
        witness: None,
        features: &["lib.rs", "transport/"],
    },
    Crate {
        folder: "crm-mcp-macros/src",
        layers: &[Layers {
            folder: &[],
            order: &[
                "mistakes",
                "text",
                "kind",
                "core_path",
                "owned",
                "docs",
                "args",
                "parameters",
                "function",
                "expand",
                "record",
            ],
        }],
        witness: None,
        features: &["lib.rs"],
    },
    Crate {
        folder: "crm-mcp-tools/src",
        layers: &[
            Layers { folder: &[], order: &["sandbox", "api", "crm", "highlevel", "close"] },
            Layers {
                folder: &["crm"],
                order: &[
                    "value",
                    "record",
                    "naming",
                    "operation",
                    "refusal",
                    "dialect",
                    "tenant",
                    "context",
                    "page",
                    "request",
                    "memory",
                    "write",
                ],
            },
            Layers {
                folder: &["highlevel"],
                order: &[
                    "tables",
                    "records",
                    "known",
                    "dialect",
                    "context",
                    "lookups",
                    "changes",
                    "tools",
                    "arguments",
                    "prompts",
                    "resources",
                ],
            },
            Layers {
                folder: &["close"],
                order: &[
                    "tables",
                    "shapes",
                    "records",
                    "known",
                    "dialect",
                    "context",
                    "lookups",
                    "changes",
                    "tools",
                    "prompts",
                    "resources",
                ],
            },
        ],
        witness: Some("sandbox"),
        features: &["lib.rs", "api/mod.rs"],
    },
];

/// So many modules side by side are easy to find one's way in.
pub const MOST_SIDE_BY_SIDE: usize = 12;

/// The names that files of several folders share. Such a file has the same job for the thing that its folder is about.
pub const SHARED_FILE_NAMES: [&str; 9] =
    ["mod.rs", "error.rs", "document.rs", "read.rs", "record.rs", "row.rs", "search.rs", "toolsets.rs", "write.rs"];
