//! The members of an object: which field each of them is, and whether one is unknown, missing or repeated.

use std::{borrow::Cow, collections::BTreeSet};

use serde_json::Value;

use super::checker::{Checker, Renamed};
use crate::{
    arguments::{
        names::{Meaning, Names},
        raw,
        repeated::Repeated,
        words::{Described, Expected, FieldNames},
    },
    schema::{ObjectSchema, Others, Path, Property},
    wire::{Fault, near, unquote},
};

/// What a check of an object has met of it so far.
struct ObjectState<'o, 'n, 'a> {
    wanted: &'o ObjectSchema,
    is_root: bool,
    names: Names<'n>,
    /// The fields that were met, one bit each.
    seen: u128,
    /// The other names that were met.
    others: BTreeSet<Cow<'a, str>>,
    /// What to write before the next member.
    before: char,
}

impl Checker<'_> {
    pub(super) fn object(&mut self, wanted: &ObjectSchema, json: &str, path: &Path<'_>) {
        let is_root = matches!(path, Path::Root(_));
        let names = if is_root { self.names } else { Names::NONE };
        let mut state = ObjectState { wanted, is_root, names, seen: 0, others: BTreeSet::new(), before: '{' };
        let parsed = raw::members(json, |quoted, value| {
            match unquote(quoted) {
                None => self.garbled(path, "an unpaired surrogate escape"),
                Some(name) => {
                    self.spend(1, &Path::Field(path, &name))?;
                    self.member(&mut state, quoted, &name, value, path);
                }
            }
            self.goes_on()
        });
        self.sound.push_str(if state.before == '{' { "{}" } else { "}" });
        match parsed {
            _ if self.excess.is_some() => {}
            Ok(()) => self.missing(wanted, state.seen, path),
            Err(error) => self.garbled(path, error),
        }
    }

    /// Checks a member as the field that its name means, and writes it under the name of the field.
    #[expect(clippy::ptr_arg, reason = "a name of a map is kept, which costs nothing while it is borrowed")]
    fn member<'a>(
        &mut self,
        state: &mut ObjectState<'_, '_, 'a>,
        quoted: &str,
        name: &Cow<'a, str>,
        value: &str,
        object: &Path<'_>,
    ) {
        let (wanted, path) = (state.wanted, Path::Field(object, name));
        let (meant, schema, again, absent) = match (state.names.meaning(wanted, name), &wanted.others) {
            (Some(Meaning::Property(place)), _) => {
                let (property, bit) = (&wanted.properties[place], 1 << place);
                let again = state.seen & bit != 0;
                state.seen |= bit;
                let absent = is_absent(property, value);
                self.note_repeated(property, value, absent);
                (&*property.name, &property.schema, again, absent)
            }
            (Some(Meaning::Bound(bound)), _) => return self.bound(bound, value, &path),
            (None, Others::Each(schema)) => (&**name, &**schema, !state.others.insert(name.clone()), false),
            (None, _) if state.names.ignore(name) => return,
            (None, _) => return self.unknown(wanted, name, &path),
        };
        if again {
            return self.fault(&path, "the field once", "it again");
        }
        if absent {
            return;
        }
        self.sound.push(state.before);
        state.before = ',';
        if name == meant {
            self.sound.push_str(quoted);
        } else {
            self.rename(meant, name, state.is_root);
        }
        self.sound.push(':');
        self.value(schema, value, &path);
    }

    fn note_repeated(&mut self, property: &Property, json: &str, is_absent: bool) {
        let header = property.schema.header();
        self.repeated.extend(header.and_then(|header| Repeated::new(header, json, is_absent)));
    }

    /// Writes the name of a field that came by another name.
    fn rename(&mut self, field: &str, written: &str, is_argument: bool) {
        self.write(Value::from(field));
        if is_argument {
            self.renamed.push(Renamed { field: field.to_owned(), written: written.to_owned() });
        }
    }

    /// An argument whose value the context has decided. It may repeat that value, and is not written.
    fn bound(&mut self, bound: &str, json: &str, path: &Path<'_>) {
        let is_bound = is_nothing(json) || raw::text(json).is_some_and(|text| text == bound);
        if !is_bound {
            let expected = format_args!("{bound}, to which this server is bound; leave it out");
            self.fault(path, expected, Described(json));
        }
    }

    fn missing(&mut self, wanted: &ObjectSchema, seen: u128, path: &Path<'_>) {
        for (place, property) in wanted.properties.iter().enumerate() {
            if property.required && seen & (1 << place) == 0 {
                let path = Path::Field(path, &property.name);
                self.faults.add(|| Fault::missing(path, Expected(&property.schema)));
            }
        }
    }

    fn unknown(&mut self, wanted: &ObjectSchema, name: &str, path: &Path<'_>) {
        self.faults.add(|| {
            let suggestion = near::nearest(name, wanted.shown().map(|property| property.name.as_str()));
            let got = match wanted.variant() {
                Some((tag, variant)) => format!("one that is unknown where {tag} is {variant}"),
                None => "an unknown one".to_owned(),
            };
            let fault = match suggestion {
                None if wanted.shown().next().is_none() => Fault::new(path, "no fields", "one"),
                None if FieldNames(wanted).are_few() => {
                    Fault::new(path, format_args!("one of the fields {}", FieldNames(wanted)), got)
                }
                _ => Fault::new(path, "a known field", got),
            };
            Fault { suggestion, ..fault }
        });
    }
}

/// Whether an optional field counts as absent.
fn is_absent(property: &Property, json: &str) -> bool {
    !property.required && is_nothing(json)
}

/// Whether this is what models write for a field that they leave out.
fn is_nothing(json: &str) -> bool {
    matches!(json, "null" | "\"\"")
}
