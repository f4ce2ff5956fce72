//! Which variant of an enum a value names.

use std::{borrow::Cow, fmt::Display, ops::ControlFlow};

use super::{
    described::Described,
    expected::VariantNames,
    variants::{Variants, object},
};
use crate::{
    arguments::raw::{self, Type},
    schema::{Path, Schema},
    wire::{Fault, excerpt, near, unquote},
};

/// What a value says about its variant.
pub(crate) enum Meant<'s> {
    /// The variant has one of these schemas. As a rule there is one only.
    These(Vec<&'s Schema>),
    /// There is no such variant.
    None(Fault),
    /// Nothing, as the value is of another type.
    Unsaid,
}

impl<'s> Variants<'s> {
    /// The variant that `json` names, or the fault that it does not name one.
    pub(crate) fn meant(&self, json: &str, path: &Path<'_>) -> Meant<'s> {
        match (self.tag, raw::type_of(json)) {
            (Some(tag), Some(Type::Object)) => self.by_tag(tag, json, path),
            (None, Some(Type::Object)) => self.by_field(json, path),
            (None, Some(Type::String)) => match unquote(json) {
                Some(word) => self.by_name(&word, || self.fault(path, Described(json))),
                None => Meant::Unsaid,
            },
            _ => Meant::Unsaid,
        }
    }

    fn by_tag(&self, tag: &str, json: &str, path: &Path<'_>) -> Meant<'s> {
        let is_tag = |name: &str| {
            let mut objects = self.named.iter().filter_map(|(_, branch)| object(branch));
            objects.any(|object| object.place(name).is_some_and(|place| object.properties[place].name == tag))
        };
        let mut said = None;
        let parsed = raw::members(json, |name, value| {
            if said.is_none() && unquote(name).is_some_and(|name| is_tag(&name)) {
                said = Some(value);
            }
            ControlFlow::Continue(())
        });
        let path = Path::Field(path, tag);
        match (parsed, said) {
            (Err(_), _) => Meant::Unsaid,
            (_, None) => Meant::None(Fault::missing(path, VariantNames(self))),
            (_, Some(said)) => self.by_name(&raw::text(said).unwrap_or_default(), || {
                Fault::new(path, VariantNames(self), Described(said))
            }),
        }
    }

    fn by_field(&self, json: &str, path: &Path<'_>) -> Meant<'s> {
        let (mut known, mut last, mut count) = (None, None, 0);
        let parsed = raw::members(json, |name, _| {
            let name = unquote(name);
            let is_known = |name: &Cow<'_, str>| self.named.iter().any(|(known, _)| known == name);
            if known.is_none() && name.as_ref().is_some_and(is_known) {
                known.clone_from(&name);
            }
            (last, count) = (name, count + 1);
            ControlFlow::Continue(())
        });
        match (parsed, known, last) {
            (Err(_), ..) => Meant::Unsaid,
            (_, Some(known), _) => self.by_name(&known, || self.fault(path, Described(json))),
            (_, None, Some(field)) if count == 1 => {
                self.by_name(&field, || self.fault(path, format_args!("the field {}", excerpt(&field))))
            }
            _ => Meant::None(self.fault(path, Described(json))),
        }
    }

    fn by_name(&self, name: &str, fault: impl FnOnce() -> Fault) -> Meant<'s> {
        let meant: Vec<_> = self.named.iter().filter(|(known, _)| *known == name).map(|(_, branch)| *branch).collect();
        if meant.is_empty() {
            let known = self.named.iter().map(|(known, _)| *known);
            return Meant::None(Fault { suggestion: near::nearest(name, known), ..fault() });
        }
        Meant::These(meant)
    }

    fn fault(&self, path: &Path<'_>, got: impl Display) -> Fault {
        Fault::new(path, self, got)
    }
}
