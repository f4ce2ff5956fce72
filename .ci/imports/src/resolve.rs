//! Where a path leads: to the module that defines what it names, through all re-exports.

use crate::source::{Import, Source};

enum Target<'s> {
    Module(usize),
    /// Something with this name that this module defines.
    Item(usize, &'s str),
}

/// A dependency of one module on another.
pub struct Arrow<'s> {
    pub from: usize,
    pub to: usize,
    /// The name of what is imported, where it is defined. All that a module has is `*`.
    pub name: &'s str,
    /// Whether the module only hands the thing on, and does not use it itself.
    pub is_handed_on: bool,
}

/// Imports may lead to each other in a circle, which ends after so many.
const MOST_STEPS: usize = 16;

impl Source {
    /// What each module imports from the others. To import a module is not an arrow; what is used of it is one.
    pub fn arrows(&self) -> Vec<Arrow<'_>> {
        let mut arrows = Vec::new();
        for (from, module) in self.modules.iter().enumerate() {
            let mut add = |path: &[String], is_handed_on, takes_all| {
                let (to, name) = match self.resolve(from, path, MOST_STEPS) {
                    Some(Target::Item(to, name)) => (to, name),
                    Some(Target::Module(to)) if takes_all => (to, "*"),
                    _ => return,
                };
                arrows.push(Arrow { from, to, name, is_handed_on });
            };
            for Import { path, name, is_reexport } in &module.imports {
                let is_used = name.as_ref().is_some_and(|name| module.words.first.contains(name));
                add(path, *is_reexport && !is_used, name.is_none());
            }
            for path in &module.words.paths {
                add(path, false, false);
            }
        }
        arrows
    }

    /// The module in which a path begins (`crate`, `self`, `super`), and the names that follow. `None` if it begins with a
    /// name.
    pub fn start<'p>(&self, from: usize, path: &'p [String]) -> Option<(usize, &'p [String])> {
        let (first, mut rest) = path.split_first()?;
        let mut module = match first.as_str() {
            "crate" => 0,
            "self" => from,
            "super" => self.modules[from].parent,
            _ => return None,
        };
        while let [first, after @ ..] = rest
            && first == "super"
        {
            (module, rest) = (self.modules[module].parent, after);
        }
        Some((module, rest))
    }

    /// Where a path in the module `from` leads. `None` if that is another crate.
    fn resolve(&self, from: usize, path: &[String], steps: usize) -> Option<Target<'_>> {
        let steps = steps.checked_sub(1)?;
        let (mut at, mut rest) = self.start(from, path).unwrap_or((from, path));
        while let [name, after @ ..] = rest {
            match self.look_up(at, name, !after.is_empty(), steps)? {
                Target::Module(module) => (at, rest) = (module, after),
                // What follows is in the item: a variant, or an associated function.
                item @ Target::Item(..) => return Some(item),
            }
        }
        Some(Target::Module(at))
    }

    /// What a name means in a module. A module and an item may share it: the module is meant where the path goes on.
    fn look_up(&self, at: usize, name: &str, goes_on: bool, steps: usize) -> Option<Target<'_>> {
        let module = &self.modules[at];
        let child = module.children.get(name).copied().map(Target::Module);
        let item = module.defined.get(name).map(|name| Target::Item(at, name));
        let imported = || {
            let of_name = |import: &&Import| import.name.as_deref() == Some(name);
            module.imports.iter().filter(of_name).find_map(|import| self.resolve(at, &import.path, steps))
        };
        let of_all = || {
            let modules = module.imports.iter().filter(|import| import.name.is_none());
            modules.filter_map(|import| self.resolve(at, &import.path, steps)).find_map(|target| match target {
                Target::Module(other) if other != at && steps > 0 => self.look_up(other, name, goes_on, steps - 1),
                _ => None,
            })
        };
        if goes_on {
            child.or(item).or_else(imported).or_else(of_all)
        } else {
            item.or_else(imported).or(child).or_else(of_all)
        }
    }
}
