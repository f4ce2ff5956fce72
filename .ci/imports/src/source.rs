//! A crate as its files have it: the tree of its modules, and in each module what it defines, imports and names.
//!
//! What is compiled for tests only is left out.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{
    Attribute, Ident, Item, ItemMod, ItemType, ItemUse, Meta, Type, UseTree, Visibility, ext::IdentExt, visit::Visit,
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
        for item in items.iter().filter(|item| !is_for_tests(Parts::of(item).attributes)) {
            for attribute in Parts::of(item).attributes {
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
        if matches!(item, Item::Use(_)) {
            return;
        }
        module.words.read(item.to_token_stream());
        let Parts { type_name, other_name, .. } = Parts::of(item);
        module.types.extend(type_name.map(name_of));
        module.defined.extend(type_name.or(other_name).map(name_of));
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

/// What most items have.
struct Parts<'i> {
    attributes: &'i [Attribute],
    type_name: Option<&'i Ident>,
    other_name: Option<&'i Ident>,
}

impl<'i> Parts<'i> {
    fn of(item: &'i Item) -> Self {
        let (attributes, type_name, other_name): (&[_], _, _) = match item {
            Item::Enum(item) => (&item.attrs, Some(&item.ident), None),
            Item::Struct(item) => (&item.attrs, Some(&item.ident), None),
            Item::Trait(item) => (&item.attrs, Some(&item.ident), None),
            Item::Type(item) => (&item.attrs, (!keeps_the_name(item)).then_some(&item.ident), Some(&item.ident)),
            Item::Union(item) => (&item.attrs, Some(&item.ident), None),
            Item::Const(item) => (&item.attrs, None, Some(&item.ident)),
            Item::Fn(item) => (&item.attrs, None, Some(&item.sig.ident)),
            Item::Macro(item) => (&item.attrs, None, item.ident.as_ref()),
            Item::Static(item) => (&item.attrs, None, Some(&item.ident)),
            Item::Impl(item) => (&item.attrs, None, None),
            Item::Mod(item) => (&item.attrs, None, None),
            Item::Use(item) => (&item.attrs, None, None),
            _ => (&[], None, None),
        };
        Self { attributes, type_name, other_name }
    }
}

/// Whether an alias has the name of its type, of which it fixes a parameter: it is one thing by one name.
fn keeps_the_name(alias: &ItemType) -> bool {
    let Type::Path(path) = &*alias.ty else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == alias.ident)
}
