//! No file imports itself by way of others.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::{resolve::Arrow, source::Source};

/// For each file the files that it imports from, with what it imports.
type Imports<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeSet<&'a str>>>;

/// The shortest circles. Of those that share an import one is told: without it, the others may be gone too.
pub fn among(source: &Source, arrows: &[Arrow<'_>]) -> Vec<String> {
    let file = |module: usize| source.modules[module].file.as_str();
    let mut imports = Imports::new();
    for arrow in arrows.iter().filter(|arrow| !arrow.is_handed_on && file(arrow.from) != file(arrow.to)) {
        imports.entry(file(arrow.from)).or_default().entry(file(arrow.to)).or_default().insert(arrow.name);
    }
    let mut circles = BTreeSet::new();
    for (from, targets) in &imports {
        let of_file = targets.keys().filter_map(|to| way(&imports, to, from)).map(turned);
        circles.extend(of_file.map(|circle| (circle.len(), circle)));
    }
    let mut told_of = BTreeSet::new();
    circles.retain(|(_, circle)| {
        let is_new = steps(circle).all(|step| !told_of.contains(&step));
        told_of.extend(steps(circle).filter(|_| is_new));
        is_new
    });
    circles.iter().map(|(_, circle)| told(circle, &imports)).collect()
}

/// The shortest way from one file to another, both included.
fn way<'a>(imports: &Imports<'a>, from: &'a str, to: &'a str) -> Option<Vec<&'a str>> {
    let (mut ways, mut seen) = (VecDeque::from([vec![from]]), BTreeSet::from([from]));
    while let Some(way) = ways.pop_front() {
        let last = way[way.len() - 1];
        if last == to {
            return Some(way);
        }
        for next in imports.get(last).into_iter().flat_map(BTreeMap::keys).filter(|next| seen.insert(next)) {
            ways.push_back([&way[..], &[next]].concat());
        }
    }
    None
}

/// A circle, told from its first file on, so that each has one form.
fn turned(mut circle: Vec<&str>) -> Vec<&str> {
    let first = circle.iter().enumerate().min_by_key(|(_, file)| **file).map_or(0, |(place, _)| place);
    circle.rotate_left(first);
    circle
}

/// Each file of a circle with the one that it imports from.
fn steps<'a>(circle: &[&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    circle.iter().copied().zip(circle.iter().copied().cycle().skip(1))
}

fn told(circle: &[&str], imports: &Imports<'_>) -> String {
    let steps = steps(circle).map(|(file, next)| {
        let names: Vec<_> = imports[file][next].iter().copied().collect();
        format!("\n    {file} -> {next}: {}", names.join(", "))
    });
    let steps: Vec<_> = steps.collect();
    format!("{}: it imports itself; define what both need in a file below them{}", circle[0], steps.concat())
}
