//! Enums whose variants are told apart by a name: which variants there are, and which of them a value names.

use std::{
    borrow::Cow,
    fmt::{self, Display, Formatter},
    ops::ControlFlow,
};

use super::{
    expected::{Expected, write_list},
    json::{self, Described, Type},
};
use crate::{
    schema::{Choice, ObjectSchema, Others, Path, Property, Schema, ValueKind},
    wire::{Fault, excerpt, near},
};

/// The variants of an enum.
pub(super) struct Variants<'s> {
    /// The field that names the variant, in enums that are tagged internally or adjacently. In those that are tagged
    /// externally the only field of an object has its name, or a word where the variant holds nothing.
    tag: Option<&'s str>,
    /// Each name with the schema of its variant; an untagged enum can have a name twice.
    named: Vec<(&'s str, &'s Schema)>,
    /// What fits beside those that have a name.
    others: Vec<&'s Schema>,
}

/// What a value says of its variant.
pub(super) enum Meant<'s> {
    /// It is one of these schemas; of one only, as a rule.
    These(Vec<&'s Schema>),
    /// It is none that there is.
    None(Fault),
    /// Nothing, since it is of another type.
    Unsaid,
}

impl<'s> Variants<'s> {
    /// Those of an enum with these schemas, if names tell them apart.
    pub(super) fn of(branches: &'s [Schema]) -> Option<Self> {
        let mut all = Vec::new();
        flatten(branches, &mut all);
        Self::tagged(&all).or_else(|| Self::untagged(&all))
    }

    fn tagged(branches: &[&'s Schema]) -> Option<Self> {
        let (objects, others): (Vec<_>, Vec<_>) = branches.iter().copied().partition(|branch| object(branch).is_some());
        let (first, further) = objects.split_first()?;
        let is_tag =
            |field: &&str| !further.is_empty() && objects.iter().all(|object| !words(object, field).is_empty());
        let tag = object(first)?.properties.iter().map(|property| &*property.name).find(is_tag)?;
        let named = objects.iter().flat_map(|branch| words(branch, tag).iter().map(|choice| (&*choice.word, *branch)));
        Some(Self { tag: Some(tag), named: named.collect(), others })
    }

    fn untagged(branches: &[&'s Schema]) -> Option<Self> {
        let name = |branch: &&'s Schema| -> Option<Vec<_>> {
            let names = match &branch.kind {
                ValueKind::String(text) if !text.choices.is_empty() => {
                    text.choices.iter().map(|choice| &*choice.word).collect()
                }
                ValueKind::Object(ObjectSchema { properties, others: Others::Refused }) => match &properties[..] {
                    [Property { name, required: true, .. }] => vec![&**name],
                    _ => return None,
                },
                _ => return None,
            };
            Some(names.into_iter().map(|name| (name, *branch)).collect())
        };
        let named = branches.iter().map(name).collect::<Option<Vec<Vec<_>>>>()?.concat();
        // Words alone are no variants that differ in what they hold.
        branches.iter().any(|branch| object(branch).is_some()).then_some(Self { tag: None, named, others: Vec::new() })
    }

    /// The variant that `json` names, or the fault that it names none.
    pub(super) fn meant(&self, json: &str, path: &Path<'_>) -> Meant<'s> {
        match (self.tag, json::type_of(json)) {
            (Some(tag), Some(Type::Object)) => self.by_tag(tag, json, path),
            (None, Some(Type::Object)) => self.by_field(json, path),
            (None, Some(Type::String)) => match json::unquote(json) {
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
        let parsed = json::members(json, |name, value| {
            if said.is_none() && json::unquote(name).is_some_and(|name| is_tag(&name)) {
                said = Some(value);
            }
            ControlFlow::Continue(())
        });
        let path = Path::Field(path, tag);
        match (parsed, said) {
            (Err(_), _) => Meant::Unsaid,
            (_, None) => Meant::None(Fault::missing(path, Names(self))),
            (_, Some(said)) => {
                self.by_name(&json::text(said).unwrap_or_default(), || Fault::new(path, Names(self), Described(said)))
            }
        }
    }

    fn by_field(&self, json: &str, path: &Path<'_>) -> Meant<'s> {
        let (mut known, mut last, mut count) = (None, None, 0);
        let parsed = json::members(json, |name, _| {
            let name = json::unquote(name);
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

/// What one of the variants looks like: `an object whose kind is one of contact, tag`.
impl Display for Variants<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Some(tag) = self.tag else { return self.write_untagged(formatter) };
        write!(formatter, "an object whose {tag} is {}", Names(self))?;
        self.others.iter().try_for_each(|other| write!(formatter, " or {}", Expected(other)))
    }
}

impl Variants<'_> {
    fn write_untagged(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let (fields, words): (Vec<_>, Vec<_>) =
            self.named.iter().partition(|(_, branch)| matches!(branch.kind, ValueKind::Object(_)));
        formatter.write_str(if fields.len() == 1 {
            "an object with the field "
        } else {
            "an object with one of the fields "
        })?;
        write_list(formatter, ", ", fields.iter().map(|(name, _)| name))?;
        match &words[..] {
            [] => Ok(()),
            [(word, _)] => write!(formatter, " or the word {word}"),
            _ => {
                formatter.write_str(" or one of the words ")?;
                write_list(formatter, ", ", words.iter().map(|(name, _)| name))
            }
        }
    }
}

/// Displays the names of the variants.
struct Names<'a>(&'a Variants<'a>);

impl Display for Names<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let names = || self.0.named.iter().map(|(name, _)| name);
        let once = names().enumerate().filter(|(place, name)| names().position(|first| first == *name) == Some(*place));
        formatter.write_str("one of ")?;
        write_list(formatter, ", ", once.map(|(_, name)| name))
    }
}

/// The schemas of a choice, and of the choices in it.
fn flatten<'s>(branches: &'s [Schema], all: &mut Vec<&'s Schema>) {
    for branch in branches {
        match &branch.kind {
            ValueKind::AnyOf(branches) => flatten(branches, all),
            _ => all.push(branch),
        }
    }
}

fn object(schema: &Schema) -> Option<&ObjectSchema> {
    match &schema.kind {
        ValueKind::Object(object) => Some(object),
        _ => None,
    }
}

/// The words of which one must stand in this field of an object.
fn words<'s>(schema: &'s Schema, field: &str) -> &'s [Choice] {
    let is_field = |property: &&Property| property.required && property.name == field;
    match object(schema).and_then(|object| object.properties.iter().find(is_field)).map(|field| &field.schema.kind) {
        Some(ValueKind::String(text)) => &text.choices,
        _ => &[],
    }
}
