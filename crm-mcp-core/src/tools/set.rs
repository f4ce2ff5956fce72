//! The one set under tools, prompts and resources: a fixed order, names that clients can tell apart, descriptors that are
//! ready to be sent, and the gate in front of it all.

use std::{array, collections::HashMap, fmt, ops::Range};

use crate::{
    access::{
        Caller,
        gate::{self, Guarded},
    },
    tools::{
        descriptor_form::{DescriptorForm, Descriptors},
        set_error::{SetError, SetProblem},
    },
    wire::{CallError, near},
};

/// What can be in a set.
pub(crate) trait Member: Guarded {
    /// The name for programs.
    fn name(&self) -> &str;

    /// Whether its author says that it needs no scope.
    fn is_public(&self) -> bool;

    /// Why this cannot be in one set with another one that is there already.
    fn clash(&self, first: &Self) -> Option<SetProblem>;

    /// The descriptor in every form, if there is nothing wrong with this.
    fn descriptors(&self) -> Result<Descriptors, SetProblem>;
}

/// What a server offers of one kind. Nothing of it is seen or given but by the gate.
pub(crate) struct Set<T> {
    entries: Vec<Entry<T>>,
    places: HashMap<Box<str>, usize>,
    /// All descriptors in every form: one after the other, each with a comma behind it, as a list holds them.
    descriptors: Descriptors,
}

/// A thing, and where its descriptor is in every form.
pub(crate) struct Entry<T> {
    item: T,
    descriptors: [Range<usize>; DescriptorForm::ALL.len()],
}

impl<T> Entry<T> {
    pub(crate) fn item(&self) -> &T {
        &self.item
    }

    /// The place of its descriptor and the comma in those of the set.
    pub(crate) fn place(&self, form: DescriptorForm) -> Range<usize> {
        self.descriptors[form as usize].clone()
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), places: HashMap::new(), descriptors: Descriptors::default() }
    }
}

impl<T: Member> Set<T> {
    /// The set of these, in this order. Their descriptors are rendered here, once.
    pub(crate) fn new(items: impl IntoIterator<Item = T>) -> Result<Self, SetError> {
        let mut set = Self::default();
        items.into_iter().try_for_each(|item| set.add(item))?;
        Ok(set)
    }

    /// Adds one at the end.
    pub(crate) fn add(&mut self, item: T) -> Result<(), SetError> {
        if !is_name(item.name()) {
            return Err(SetError::new(T::KIND, item.name(), SetProblem::BadName));
        }
        let refused = |problem| SetError::new(T::KIND, item.id(), problem);
        if item.scopes().is_empty() && !item.is_public() {
            return Err(refused(SetProblem::NoAccess));
        }
        if let Some(problem) = self.items().find_map(|first| item.clash(first)) {
            return Err(refused(problem));
        }
        let descriptors = item.descriptors().map_err(refused)?;
        let descriptors = array::from_fn(|form| {
            let all = &mut self.descriptors[form];
            let begin = all.len();
            all.push_str(&descriptors[form]);
            all.push(',');
            begin..all.len()
        });
        self.places.insert(item.id().into(), self.entries.len());
        self.entries.push(Entry { item, descriptors });
        Ok(())
    }
}

impl<T: Guarded> Set<T> {
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// All descriptors, one after the other, each with a comma behind it.
    pub(crate) fn descriptors(&self, form: DescriptorForm) -> &str {
        &self.descriptors[form as usize]
    }

    /// All of it, whoever may have it.
    pub(crate) fn items(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().map(Entry::item)
    }

    /// What `caller` is shown, with the places.
    pub(crate) fn visible(&self, caller: &Caller) -> impl Iterator<Item = (usize, &Entry<T>)> {
        self.visible_from(0, caller)
    }

    /// The same from a place on.
    pub(crate) fn visible_from(&self, first: usize, caller: &Caller) -> impl Iterator<Item = (usize, &Entry<T>)> {
        let from_first = self.entries.iter().enumerate().skip(first);
        from_first.filter(move |(_, entry)| gate::shows(caller, &entry.item))
    }

    /// What is asked for by this, whoever may have it.
    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.places.get(id).map(|place| &self.entries[*place].item)
    }

    /// What is asked for by this, if `caller` is shown it.
    pub(crate) fn seen(&self, id: &str, caller: &Caller) -> Option<&T> {
        self.get(id).filter(|item| gate::shows(caller, *item))
    }

    /// What is asked for by this, if `caller` may have it.
    pub(crate) fn find(&self, id: &str, caller: &Caller) -> Result<&T, CallError> {
        gate::admit(self.get(id), id, caller).map_err(|error| error.suggesting(|| self.nearest(id, caller)))
    }

    /// The id most like this one, of what `caller` is shown.
    pub(crate) fn nearest(&self, id: &str, caller: &Caller) -> Option<String> {
        near::nearest_id(id, self.visible(caller).map(|(_, entry)| entry.item.id()))
    }
}

impl<T: Guarded> fmt::Debug for Set<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.items().map(Guarded::id)).finish()
    }
}

/// The names that every client of the day accepts: what Claude, `OpenAI` and Gemini agree on.
fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'))
}

/// The problem of two that have one name for clients which fold case and `-` to `_`.
pub(crate) fn same_name(name: &str, first: &str) -> Option<SetProblem> {
    let fold = |byte: u8| if byte == b'-' { b'_' } else { byte.to_ascii_lowercase() };
    let is_same = name.bytes().map(fold).eq(first.bytes().map(fold));
    is_same.then(|| SetProblem::SameName { first: first.to_owned() })
}
