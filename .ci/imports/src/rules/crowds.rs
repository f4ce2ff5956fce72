//! There are only so many modules side by side.

use crate::{config::MOST_SIDE_BY_SIDE, source::Source};

pub fn of(source: &Source) -> Vec<String> {
    let crowded = source.modules.iter().filter(|module| module.children.len() > MOST_SIDE_BY_SIDE);
    let told = crowded.map(|module| {
        let (file, count) = (&module.file, module.children.len());
        format!("{file}: {count} modules are side by side, at most {MOST_SIDE_BY_SIDE} may be; group some in a folder")
    });
    told.collect()
}
