//! Which objects fit a query.

use super::{
    node::{Node, Trial},
    searched::SearchedType,
    wording::Wording,
    world::World,
};
use crate::sandbox::kit::object::{Object, Properties as _};

impl Node {
    /// Whether an object of this type fits.
    pub(crate) fn fits(&self, kind: &'static SearchedType, object: &Object, world: &World) -> bool {
        self.negate != self.test.passes(kind, object, world)
    }
}

impl Trial {
    fn passes(&self, kind: &'static SearchedType, object: &Object, world: &World) -> bool {
        match self {
            Self::All(nodes) => nodes.iter().all(|node| node.fits(kind, object, world)),
            // A filter without alternatives does not filter.
            Self::Any(nodes) => nodes.is_empty() || nodes.iter().any(|node| node.fits(kind, object, world)),
            Self::Everything => true,
            Self::OfType(wanted) => wanted.name == kind.name,
            Self::WithId(id) => object.text("id") == id,
            Self::Words(wording) => has_words(wording, kind, object, world),
            Self::Field { of, demand } => {
                let values = if of.of.contains(&kind.name) { world.values(kind, object, &of.name) } else { Vec::new() };
                values.iter().any(|value| demand.is_met(value, world))
            }
            Self::Beside { this, other, node } => {
                this.name == kind.name
                    && world.beside(this, object, other).into_iter().any(|object| node.fits(other, object, world))
            }
        }
    }
}

/// Whether words are in a text of the object or of a part of it.
fn has_words(wording: &Wording, kind: &'static SearchedType, object: &Object, world: &World) -> bool {
    wording.is_among(&texts(kind, object, world))
}

fn texts(kind: &'static SearchedType, object: &Object, world: &World) -> Vec<String> {
    let names = kind.texts().map(str::to_owned).chain(object.keys().filter(|key| key.starts_with("custom.")).cloned());
    let values = names.flat_map(|name| world.values(kind, object, &name));
    let mut found: Vec<_> = values.filter_map(|value| value.as_str().map(str::to_owned)).collect();
    for part in kind.parts() {
        for object in world.beside(kind, object, part) {
            found.extend(texts(part, object, world));
        }
    }
    found
}
