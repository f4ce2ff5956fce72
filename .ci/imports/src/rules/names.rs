//! Each type and each file has a name of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::{config::SHARED_FILE_NAMES, source::Source};

/// What shares its name. The names of the witness are compared among themselves.
pub fn shared(source: &Source, witness: Option<&str>) -> Vec<String> {
    let is_witness = |path: &[String]| path.first().is_some_and(|layer| Some(layer.as_str()) == witness);
    let (mut types, mut files) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, BTreeSet<_>>::new());
    for module in &source.modules {
        let is_witness = is_witness(&module.path);
        for name in &module.types {
            types.entry((is_witness, name)).or_default().push(&module.file);
        }
        let name = module.file.rsplit('/').next().unwrap_or_default();
        files.entry((is_witness, name)).or_default().insert(&module.file);
    }
    let types = types.into_iter().filter(|(_, files)| files.len() > 1).map(|((_, name), files)| {
        let others: Vec<_> = files[1..].iter().map(|file| file.as_str()).collect();
        format!("{}: the type `{name}` has the name of one in {}; rename one", files[0], others.join(", "))
    });
    let files = files.into_iter().filter(|((_, name), files)| files.len() > 1 && !SHARED_FILE_NAMES.contains(name));
    let files = files.map(|(_, files)| {
        let files: Vec<_> = files.into_iter().map(String::as_str).collect();
        format!("{}: the file has the name of {}; rename one", files[0], files[1..].join(", "))
    });
    types.chain(files).collect()
}
