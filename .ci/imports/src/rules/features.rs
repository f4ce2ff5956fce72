//! Only some files depend on the features of the crate.

use crate::source::Source;

pub fn outside(source: &Source, allowed: &[&str]) -> Vec<String> {
    let is_allowed = |file: &str| allowed.iter().any(|start| file.starts_with(start));
    let outside = source.modules.iter().filter(|module| module.words.has_features && !is_allowed(&module.file));
    let told = outside.map(|module| {
        format!("{}: a feature decides what is compiled here; only in {} may it", module.file, allowed.join(" and "))
    });
    told.collect()
}
