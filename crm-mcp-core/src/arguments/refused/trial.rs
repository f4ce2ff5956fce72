//! Finds every value that the tool's type refuses, although serde reports one at a time.
//!
//! First, each value of a known format is replaced by an example of that format. What is refused then is noted and
//! removed. Then each value takes the place of its example, one at a time. It is at fault if that makes a difference. So
//! the type decides, also where it takes more than the format says.

use serde_json::Value;

use super::{
    decode::{Decode, DecodeError},
    place::{Known, Step, Steps, value, value_mut},
};

/// All that is refused of `given`; the `first` error if nothing more is found.
pub(super) fn all_errors(
    given: &Value,
    first: DecodeError,
    known: &[Known<'_>],
    decode: Decode<'_>,
) -> Vec<DecodeError> {
    let examples = known.iter().filter(|known| known.example.is_some()).collect();
    let mut trial =
        Trial { given, value: given.clone(), first, examples, found: Vec::new(), decode, bytes_left: BYTES };
    // When time is up, the errors found so far are still worth telling.
    let _ = trial.run();
    if trial.found.is_empty() {
        trial.found.push(trial.first);
    }
    trial.found
}

/// The most bytes that are decoded, so that hostile arguments cannot take long.
const BYTES: usize = 1 << 20;

struct TimeIsUp;

struct Trial<'a> {
    given: &'a Value,
    /// What is given, with the examples in it and without what was removed.
    value: Value,
    first: DecodeError,
    /// The values that an example stands for.
    examples: Vec<&'a Known<'a>>,
    found: Vec<DecodeError>,
    decode: Decode<'a>,
    bytes_left: usize,
}

impl Trial<'_> {
    fn run(&mut self) -> Result<(), TimeIsUp> {
        if self.error_of(&self.given.to_string())?.as_ref() != Some(&self.first) {
            // `given` is not quite what was decoded: a number lost its last digits.
            return Ok(());
        }
        self.first.place = self.narrowed(&self.first.clone())?;
        for known in &self.examples {
            put(&mut self.value, &known.place, known.example.into());
        }
        let rest = self.remove_the_rest()?;
        self.try_each(rest.as_ref())
    }

    /// Notes what is refused besides the values of known formats, and removes it. Gives the error that cannot be removed.
    fn remove_the_rest(&mut self) -> Result<Option<DecodeError>, TimeIsUp> {
        while let Some(error) = self.error_of(&self.value.to_string())? {
            let place = self.narrowed(&error)?;
            if let Some(index) = self.examples.iter().position(|known| known.place == place) {
                // The type does not take the example, so the given value is tried as it is.
                self.examples.remove(index);
                self.restore(&place);
                continue;
            }
            // The type may refuse an example in it, rather than what was given.
            let is_unsure = self.examples.iter().any(|known| known.place.starts_with(&place));
            if !is_unsure || self.first.place == place {
                self.found.push(DecodeError { place: place.clone(), ..error.clone() });
            }
            if is_unsure || !self.remove(&place, &error)? {
                return Ok(Some(error));
            }
        }
        Ok(None)
    }

    /// Tries each value of a known format by itself. `rest` is the error without any of them.
    fn try_each(&mut self, rest: Option<&DecodeError>) -> Result<(), TimeIsUp> {
        let (mut innocent, mut unclear) = (Vec::new(), Vec::new());
        for known in std::mem::take(&mut self.examples) {
            self.restore(&known.place);
            let error = self.error_of(&self.value.to_string())?;
            put(&mut self.value, &known.place, known.example.into());
            match error {
                Some(error) if Some(&error) == rest => innocent.push(known),
                Some(error) if error.place == known.place => self.found.push(error),
                Some(error) => unclear.push((known, error)),
                None => innocent.push(known),
            }
        }
        for known in innocent {
            self.restore(&known.place);
        }
        self.find_together(unclear, rest)
    }

    /// Where serde names an object only, a value may be refused just because it does not go with the example of another
    /// value. It is at fault if it is refused among the given values too.
    fn find_together(
        &mut self,
        mut unclear: Vec<(&Known<'_>, DecodeError)>,
        rest: Option<&DecodeError>,
    ) -> Result<(), TimeIsUp> {
        let among = self.error_of(&self.value.to_string())?;
        self.found.extend(among.filter(|error| Some(error) != rest));
        while let Some(object) = unclear.last().map(|(_, error)| error.place.clone()) {
            let (group, others): (Vec<_>, Vec<_>) = unclear.into_iter().partition(|(_, error)| error.place == object);
            unclear = others;
            for (known, _) in &group {
                self.restore(&known.place);
            }
            let is_at_fault = self.error_of(&self.value.to_string())?.is_some_and(|error| error.place == object);
            for (known, error) in group {
                put(&mut self.value, &known.place, known.example.into());
                if is_at_fault {
                    self.found.push(DecodeError { place: known.place.clone(), ..error });
                }
            }
        }
        Ok(())
    }

    /// The place of an error. Where serde names an object only, this is the one member without which the error is gone or
    /// another.
    fn narrowed(&mut self, error: &DecodeError) -> Result<Steps, TimeIsUp> {
        let place = &error.place;
        let Some(Value::Object(members)) = value(&self.value, place) else { return Ok(place.clone()) };
        let mut required = Vec::new();
        for name in members.keys().cloned().collect::<Vec<_>>() {
            let member = [&place[..], &[Step::Field(name.clone())]].concat();
            match self.error_of(&without(&self.value, &member).to_string())? {
                Some(same) if same == *error => {}
                Some(other) if other.words == format!("missing field `{name}`") => required.push(member),
                _ => return Ok(member),
            }
        }
        Ok(if required.len() == 1 { required.remove(0) } else { place.clone() })
    }

    /// Leaves out the value or one that holds it, or puts another item in place of an item. Tells whether that helps.
    fn remove(&mut self, place: &[Step], error: &DecodeError) -> Result<bool, TimeIsUp> {
        for length in (1..=place.len()).rev() {
            let place = &place[..length];
            for other in self.others(place) {
                let tried = other.map_or_else(|| without(&self.value, place), |other| with(&self.value, place, other));
                let is_still_refused = |after: DecodeError| after == *error || after.words.starts_with("missing field");
                if !self.error_of(&tried.to_string())?.is_some_and(is_still_refused) {
                    self.value = tried;
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// What may stand at a place instead: for a field nothing, for an item each item of its array.
    fn others(&self, place: &[Step]) -> Vec<Option<Value>> {
        let Some((Step::Item(_), array)) = place.split_last() else { return vec![None] };
        let items = value(&self.value, array).and_then(Value::as_array);
        items.into_iter().flatten().cloned().map(Some).collect()
    }

    fn restore(&mut self, place: &[Step]) {
        if let Some(given) = value(self.given, place) {
            put(&mut self.value, place, given.clone());
        }
    }

    fn error_of(&mut self, json: &str) -> Result<Option<DecodeError>, TimeIsUp> {
        self.bytes_left = self.bytes_left.checked_sub(json.len()).ok_or(TimeIsUp)?;
        Ok((self.decode)(json))
    }
}

fn put(root: &mut Value, place: &[Step], new: Value) {
    if let Some(value) = value_mut(root, place) {
        *value = new;
    }
}

fn with(root: &Value, place: &[Step], new: Value) -> Value {
    let mut root = root.clone();
    put(&mut root, place, new);
    root
}

/// The same without a field.
fn without(root: &Value, place: &[Step]) -> Value {
    let mut root = root.clone();
    if let Some((Step::Field(name), object)) = place.split_last()
        && let Some(Value::Object(members)) = value_mut(&mut root, object)
    {
        members.remove(name);
    }
    root
}
