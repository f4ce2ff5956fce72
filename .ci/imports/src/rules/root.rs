//! Inside a crate things are imported from the modules that have them, not from `lib.rs`, which hands them on.

use crate::source::{Import, Source};

pub fn paths_through(source: &Source) -> Vec<String> {
    let root = &source.modules[0];
    let mut complaints = Vec::new();
    for (from, module) in source.modules.iter().enumerate().filter(|(_, module)| module.file != root.file) {
        let imported = module.imports.iter().map(|import| &import.path);
        for path in imported.chain(&module.words.paths) {
            let Some((0, [name, rest @ ..])) = source.start(from, path) else { continue };
            let is_module = root.children.contains_key(name);
            let of_name = |import: &&Import| import.name.as_ref() == Some(name);
            if let Some(import) = root.imports.iter().find(of_name).filter(|_| !is_module) {
                let instead = [&import.path[..], rest].concat().join("::");
                let is_own = import.path.first().is_some_and(|first| root.children.contains_key(first));
                let instead = if is_own { format!("crate::{instead}") } else { instead };
                complaints.push(format!("{}: `{}` goes through lib.rs; use `{instead}`", module.file, path.join("::")));
            }
        }
    }
    complaints
}
