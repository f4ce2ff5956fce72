//! Each layer imports only itself and those before it.

use std::collections::BTreeSet;

use crate::{resolve::Arrow, source::Source};

pub fn against(source: &Source, arrows: &[Arrow<'_>], layers: &[&str]) -> Vec<String> {
    let place = |layer: &str| layers.iter().position(|known| *known == layer);
    let order = layers.join(" <- ");
    let unknown = source.modules[0].children.keys().filter(|name| place(name).is_none());
    let unknown = unknown.map(|name| format!("lib.rs: `{name}` is not a layer; move it into one ({order})"));
    let upward: BTreeSet<_> = arrows
        .iter()
        .filter_map(|arrow| {
            let [from, to] = [arrow.from, arrow.to].map(|module| &source.modules[module]);
            let (layer, imported) = (from.path.first()?, to.path.first()?);
            (place(layer)? < place(imported)?).then(|| {
                let (file, name) = (&from.file, arrow.name);
                format!("{file}: `{name}` is of `{imported}`, a layer above `{layer}`; move it down, or its user up")
            })
        })
        .collect();
    unknown.chain(upward).collect()
}
