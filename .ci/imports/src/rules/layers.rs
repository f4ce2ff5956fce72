//! Each layer imports only itself and those before it.

use std::collections::BTreeSet;

use crate::{config::Layers, resolve::Arrow, source::Source};

pub fn against(source: &Source, arrows: &[Arrow<'_>], layers: &Layers) -> Vec<String> {
    let Layers { folder, order } = layers;
    let Some(parent) = source.modules.iter().find(|module| module.path == *folder) else {
        return vec![format!("{}: there is no such folder, and an order for it", folder.join("/"))];
    };
    let place = |layer: &str| order.iter().position(|known| *known == layer);
    let in_words = order.join(" <- ");
    let unknown = parent.children.keys().filter(|name| place(name).is_none());
    let unknown =
        unknown.map(|name| format!("{}: `{name}` is not a layer; move it into one ({in_words})", parent.file));
    let layer_of = |module: usize| {
        let path = &source.modules[module].path;
        path.get(folder.len()).filter(|_| path.starts_with(&parent.path))
    };
    let upward: BTreeSet<_> = arrows
        .iter()
        .filter_map(|arrow| {
            let (layer, imported) = (layer_of(arrow.from)?, layer_of(arrow.to)?);
            (place(layer)? < place(imported)?).then(|| {
                let (file, name) = (&source.modules[arrow.from].file, arrow.name);
                format!("{file}: `{name}` is of `{imported}`, a layer above `{layer}`; move it down, or its user up")
            })
        })
        .collect();
    unknown.chain(upward).collect()
}
