//! The rules, a file each: each says what is against it, beginning with the file.

mod circles;
mod crowds;
mod features;
mod layers;
mod names;
mod root;

use crate::{config::Crate, source::Source};

/// What is against the rules in a crate.
pub fn complaints<'s>(source: &'s Source, checked: &Crate) -> impl Iterator<Item = String> + use<'s> {
    let arrows = source.arrows();
    let layers = checked.layers.iter().flat_map(|layers| layers::against(source, &arrows, layers)).collect();
    [
        circles::among(source, &arrows),
        layers,
        root::paths_through(source),
        crowds::of(source),
        names::shared(source, checked.witness),
        features::outside(source, checked.features),
    ]
    .into_iter()
    .flatten()
}
