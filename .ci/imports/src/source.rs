//! A crate as its files have it: the tree of its modules, and in each module what it defines, imports and names.
//!
//! What is compiled for tests only is left out.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{
    Attribute, Ident, Item, ItemMod, ItemUse, Meta, UseTree, Visibility,
    ext::IdentExt,
    visit::{self, Visit},
};

use crate::tokens::{self, Words};

/// The modules of a crate. The first one is its root.
pub struct Source {
    pub modules: Vec<Module>,
}

#[derive(Default)]
pub struct Module {
    /// The names that lead to it from the root.
    pub path: Vec<String>,
    /// Its file, from the folder of `lib.rs`. A module within a file has the file of its parent.
    pub file: String,
    pub parent: usize,
    pub children: BTreeMap<String, usize>,
    /// The names of the types that it defines.
    pub types: Vec<String>,
    /// The names of all that it defines.
    pub defined: BTreeSet<String>,
    pub imports: Vec<Import>,
    /// The paths in its code.
    pub words: Words,
}

/// One name that a `use` brings in.
pub struct Import {
    pub path: Vec<String>,
    /// The name under which it is known here. `None` for all names of the path (`*`).
    pub name: Option<String>,
    /// Whether others may import it from here.
    pub is_reexport: bool,
}

/// What gives the text of a file, whose path is from the folder of `lib.rs`.
pub type ReadFile<'a> = dyn Fn(&str) -> Option<String> + 'a;

impl Source {
    /// Reads `lib.rs` and the files of all its modules, or says which of them cannot be read.
    pub fn read(read_file: &ReadFile) -> Result<Self, String> {
        let mut source = Self { modules: Vec::new() };
        let root = Module { file: "lib.rs".to_owned(), ..Module::default() };
        source.add_file(root, read_file)?;
        Ok(source)
    }

    fn add_file(&mut self, module: Module, read_file: &ReadFile) -> Result<usize, String> {
        let text = read_file(&module.file).ok_or_else(|| format!("{}: this file cannot be read", module.file))?;
        let file = syn::parse_file(&text).map_err(|error| format!("{}: {error}", module.file))?;
        self.add(module, &file.items, read_file)
    }

    fn add(&mut self, module: Module, items: &[Item], read_file: &ReadFile) -> Result<usize, String> {
        let index = self.modules.len();
        self.modules.push(module);
        for item in items.iter().filter(|item| !is_for_tests(attributes(item))) {
            for attribute in attributes(item) {
                self.modules[index].words.read(attribute.to_token_stream());
            }
            if let Item::Mod(child) = item {
                let child = self.add_child(index, child, read_file)?;
                let name = self.modules[child].path.last().cloned().unwrap_or_default();
                self.modules[index].children.insert(name, child);
            } else {
                self.add_item(index, item);
            }
        }
        Ok(index)
    }

    fn add_child(&mut self, parent: usize, child: &ItemMod, read_file: &ReadFile) -> Result<usize, String> {
        let mut module = Module { path: self.modules[parent].path.clone(), parent, ..Module::default() };
        module.path.push(name_of(&child.ident));
        let path = module.path.join("/");
        if let Some((_, items)) = &child.content {
            module.file.clone_from(&self.modules[parent].file);
            return self.add(module, items, read_file);
        }
        let [file, folder] = [format!("{path}.rs"), format!("{path}/mod.rs")];
        module.file = if read_file(&file).is_some() { file } else { folder };
        self.add_file(module, read_file)
    }

    fn add_item(&mut self, index: usize, item: &Item) {
        let mut imports = Imports(Vec::new());
        imports.visit_item(item);
        let module = &mut self.modules[index];
        module.imports.extend(imports.0);
        let (name, is_type) = match item {
            Item::Use(_) => return,
            Item::Struct(item) => (Some(&item.ident), true),
            Item::Enum(item) => (Some(&item.ident), true),
            Item::Union(item) => (Some(&item.ident), true),
            Item::Trait(item) => (Some(&item.ident), true),
            Item::Type(item) => (Some(&item.ident), true),
            Item::Fn(item) => (Some(&item.sig.ident), false),
            Item::Const(item) => (Some(&item.ident), false),
            Item::Static(item) => (Some(&item.ident), false),
            Item::Macro(item) => (item.ident.as_ref(), false),
            _ => (None, false),
        };
        module.words.read(item.to_token_stream());
        let Some(name) = name.map(name_of) else { return };
        if is_type {
            module.types.push(name.clone());
        }
        module.defined.insert(name);
    }
}

/// The imports of an item, and of the functions in it.
struct Imports(Vec<Import>);

impl Visit<'_> for Imports {
    fn visit_item_use(&mut self, item: &ItemUse) {
        if item.leading_colon.is_none() && !is_for_tests(&item.attrs) {
            let is_reexport = !matches!(item.vis, Visibility::Inherited);
            self.add(&item.tree, &mut Vec::new(), is_reexport);
        }
        visit::visit_item_use(self, item);
    }
}

impl Imports {
    fn add(&mut self, tree: &UseTree, path: &mut Vec<String>, is_reexport: bool) {
        let (name, known_as) = match tree {
            UseTree::Path(inner) => {
                path.push(name_of(&inner.ident));
                self.add(&inner.tree, path, is_reexport);
                path.pop();
                return;
            }
            UseTree::Group(group) => return group.items.iter().for_each(|tree| self.add(tree, path, is_reexport)),
            UseTree::Name(name) => (Some(&name.ident), Some(&name.ident)),
            UseTree::Rename(name) => (Some(&name.ident), Some(&name.rename)),
            UseTree::Glob(_) => (None, None),
        };
        let mut path = path.clone();
        // `use a::{self}` imports `a`.
        path.extend(name.map(name_of).filter(|name| name != "self" || path.is_empty()));
        let known_as = known_as.map(name_of).map(|name| match &path[..] {
            [.., last] if name == "self" => last.clone(),
            _ => name,
        });
        self.0.push(Import { path, name: known_as, is_reexport });
    }
}

fn name_of(ident: &Ident) -> String {
    ident.unraw().to_string()
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => tokens::flat(list.tokens.clone()) == ["test"],
        _ => false,
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
