//! The rules on small crates that are made up.

use crate::{
    config::{Crate, Layers},
    rules,
    source::Source,
};

const ONE_FREE_CRATE: Crate =
    Crate { folder: "made-up", layers: &[], witness: None, features: &["lib.rs", "transport/"] };

/// What is against the rules in a crate of these files.
fn complaints_of(checked: &Crate, files: &[(&str, &str)]) -> Vec<String> {
    let read = |file: &str| files.iter().find(|(name, _)| *name == file).map(|(_, text)| (*text).to_owned());
    let source = Source::read(&read).unwrap();
    rules::complaints(&source, checked).collect()
}

fn complaints(files: &[(&str, &str)]) -> Vec<String> {
    complaints_of(&ONE_FREE_CRATE, files)
}

#[track_caller]
fn assert_one(complaints: &[String], parts: &[&str]) {
    let [complaint] = complaints else { panic!("{complaints:#?}") };
    for part in parts {
        assert!(complaint.contains(part), "{part:?} is missing in: {complaint}");
    }
}

/// Complaints about two modules beside each other with these texts.
fn of_two(a: &str, b: &str) -> Vec<String> {
    complaints(&[("lib.rs", "mod a; mod b;"), ("a.rs", a), ("b.rs", b)])
}

#[test]
fn two_files_that_import_each_other_are_a_circle() {
    let found = of_two("use crate::b::B; pub struct A;", "use super::a; pub struct B(a::A);");
    assert_one(&found, &["a.rs: it imports itself", "a.rs -> b.rs: B", "b.rs -> a.rs: A"]);
}

#[test]
fn a_way_there_without_a_way_back_is_not_a_circle() {
    assert!(of_two("use crate::b::B; pub struct A(B);", "pub struct B;").is_empty());
}

#[test]
fn a_path_in_the_call_of_a_macro_is_an_import() {
    let found = of_two("use crate::b; fn f() { println!(\"{}\", b::f()) }", "fn f() { crate::a::f() }");
    assert_one(&found, &["a.rs -> b.rs: f", "b.rs -> a.rs: f"]);
}

#[test]
fn a_use_within_a_function_and_the_rest_of_a_struct_are_imports() {
    let found = of_two(
        "use crate::b::B; fn f() -> B { B { ..B::default() } }",
        "pub struct B; impl B { fn default() -> Self { use super::a::f; f() } }",
    );
    assert_one(&found, &["b.rs -> a.rs: f"]);
    let rest = of_two("use crate::b; pub struct A; fn f() { g(A { ..b::f() }) }", "use crate::a::A; fn f() -> A {}");
    assert_one(&rest, &["a.rs -> b.rs: f"]);
}

#[test]
fn types_and_methods_of_a_path_are_those_of_its_item() {
    let found = of_two("fn f() { crate::b::B::new() } pub enum A { One }", "use super::a::A; struct B(A::One);");
    assert_one(&found, &["a.rs -> b.rs: B", "b.rs -> a.rs: A"]);
}

#[test]
fn other_crates_lifetimes_methods_and_fields_are_not_imports() {
    let a = "use crate::b; struct A<'b>(&'b str); fn f() { ::b::f(); x.b::<u8>(); <B as C>::b::f(); serde::b() }
        macro_rules! m { () => { $crate::b::B } }";
    assert!(of_two(a, "use crate::a::A; pub struct B; pub fn f() {}").is_empty());
}

#[test]
fn a_reexport_leads_to_the_file_that_defines_the_thing() {
    let found = complaints(&[
        ("lib.rs", "mod top; mod user;"),
        ("top/mod.rs", "mod child; pub(crate) use child::{Thing as Named}; pub(crate) mod other;"),
        ("top/child.rs", "use crate::user::User; pub struct Thing(User); pub fn found() {}"),
        ("top/other.rs", "pub use super::child::*;"),
        ("user.rs", "use crate::top::Named; pub struct User(Named); fn f() { crate::top::other::found }"),
    ]);
    assert_one(&found, &["top/child.rs -> user.rs: User", "user.rs -> top/child.rs: Thing, found"]);
}

#[test]
fn a_table_of_contents_may_name_its_children_and_use_nothing_of_them() {
    let child = ("top/child.rs", "use super::Base; pub struct Thing(Base);");
    let of = |top: &str| complaints(&[("lib.rs", "mod top;"), ("top/mod.rs", top), child]);
    assert!(of("mod child; pub(crate) use child::Thing; pub struct Base;").is_empty());
    for top in [
        "mod child; use child::Thing; pub struct Base;",
        "mod child; pub(crate) use child::Thing; pub struct Base; fn f() -> Thing {}",
    ] {
        assert_one(&of(top), &["top/child.rs -> top/mod.rs: Base", "top/mod.rs -> top/child.rs: Thing"]);
    }
}

#[test]
fn modules_within_a_file_are_of_the_file() {
    let found = of_two("mod inner { pub struct A; fn f(_: super::super::b::B) {} }", "struct B(crate::a::inner::A);");
    assert_one(&found, &["a.rs -> b.rs: B", "b.rs -> a.rs: A"]);
}

#[test]
fn what_is_for_tests_is_left_out() {
    let test = "#[cfg(test)] use crate::b::B; pub struct A; #[cfg(test)] mod tests { use crate::b::B; struct A; }";
    assert!(of_two(test, "/// [`A`](crate::a::A)\nuse crate::a::A; pub struct B(A);").is_empty());
    assert!(complaints(&[("lib.rs", "#[cfg(test)] mod not_there;")]).is_empty());
}

#[test]
fn of_circles_that_share_an_import_the_shortest_is_told() {
    let found = complaints(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "use crate::{a::A, c::C}; pub struct B(A, C);"),
        ("c.rs", "use crate::a::A; pub struct C(A);"),
    ]);
    assert_one(&found, &["a.rs -> b.rs: B\n    b.rs -> a.rs: A"]);
}

const LAYERED: Crate = Crate { layers: &[Layers { folder: &[], order: &["low", "high"] }], ..ONE_FREE_CRATE };

#[test]
fn a_layer_imports_itself_and_those_before_it() {
    let low = |low: &str| {
        let files = [
            ("lib.rs", "mod low; mod high; pub use high::H;"),
            ("low.rs", low),
            ("high.rs", "use crate::low::L; pub struct H;"),
        ];
        complaints_of(&LAYERED, &files)
    };
    assert!(low("pub struct L;").is_empty());
    // That it is handed on makes no circle, yet it is of a layer above.
    assert_one(
        &low("pub(crate) use super::high::H; pub struct L;"),
        &["low.rs: `H` is of `high`, a layer above `low`"],
    );
}

#[test]
fn each_top_level_module_is_a_layer() {
    let found = complaints_of(&LAYERED, &[("lib.rs", "mod low; mod odd;"), ("low.rs", ""), ("odd.rs", "")]);
    assert_one(&found, &["lib.rs: `odd` is not a layer; move it into one (low <- high)"]);
}

#[test]
fn a_folder_has_layers_of_its_own() {
    const LAYERED: Crate = Crate { layers: &[Layers { folder: &["top"], order: &["low", "high"] }], ..ONE_FREE_CRATE };
    let found = |top: &str, low: &str| {
        let files = [
            // A module of the same name elsewhere is no layer.
            ("lib.rs", "mod top; mod low { use crate::top::high::H; struct O(H); }"),
            ("top/mod.rs", top),
            ("top/low.rs", low),
            ("top/high/mod.rs", "mod inner; pub use self::inner::H;"),
            ("top/high/inner.rs", "pub struct H;"),
            ("top/odd.rs", ""),
        ];
        complaints_of(&LAYERED, &files)
    };
    let table = "pub mod low; pub mod high; pub use self::high::H as Best;";
    assert!(found(table, "pub struct L;").is_empty());
    let upward = found(table, "use super::high::H; pub struct L(H);");
    assert_one(&upward, &["top/low.rs: `H` is of `high`, a layer above `low`"]);
    let more = found("mod low; mod high; mod odd;", "");
    assert_one(&more, &["top/mod.rs: `odd` is not a layer; move it into one (low <- high)"]);
}

#[test]
fn an_order_is_of_a_folder_that_is_there() {
    const LAYERED: Crate = Crate { layers: &[Layers { folder: &["gone"], order: &[] }], ..ONE_FREE_CRATE };
    assert_one(&complaints_of(&LAYERED, &[("lib.rs", "")]), &["gone: there is no such folder, and an order for it"]);
}

#[test]
fn things_are_not_imported_from_the_root() {
    let with_a = |a: &str| {
        let root = "mod a; mod b; pub use b::{B, tool}; pub use macros::{b, other}; pub use serde;";
        complaints(&[("lib.rs", root), ("a.rs", a), ("b.rs", "pub struct B; pub fn tool() {}")])
    };
    assert!(with_a("use crate::b::{B, tool}; use crate::b;").is_empty());
    assert_one(&with_a("use crate::B;"), &["a.rs: `crate::B` goes through lib.rs; use `crate::b::B`"]);
    assert_one(&with_a("fn f() { super::B::new() }"), &["`super::B::new` goes through lib.rs; use `crate::b::B::new`"]);
    assert_one(&with_a("use crate::other;"), &["`crate::other` goes through lib.rs; use `macros::other`"]);
}

#[test]
fn thirteen_modules_side_by_side_are_too_many() {
    let modules = |count: usize| {
        let modules: Vec<_> = (0..count).map(|number| format!("mod m{number} {{}}")).collect();
        modules.join(" ")
    };
    assert!(complaints(&[("lib.rs", &(modules(12) + " #[cfg(test)] mod tests;"))]).is_empty());
    assert_one(&complaints(&[("lib.rs", &modules(13))]), &["lib.rs: 13 modules are side by side, at most 12 may be"]);
}

#[test]
fn a_type_has_a_name_of_its_own() {
    for other in ["enum A {}", "trait A {}", "type A = u8;", "union A { a: u8 }", "mod inner { struct A; }"] {
        assert_one(&of_two("pub struct A;", other), &["a.rs: the type `A` has the name of one in b.rs; rename one"]);
    }
    assert!(of_two("pub struct A;", "fn f() { struct A; } struct B { A: u8 }").is_empty());
    assert!(of_two("pub struct A<T>(T);", "type A = crate::a::A<u8>;").is_empty(), "the same type with its parameter");
}

#[test]
fn the_names_of_the_witness_are_compared_among_themselves() {
    const WITNESSED: Crate = Crate { witness: Some("b"), ..ONE_FREE_CRATE };
    let files = |b| [("lib.rs", "mod a; mod b;"), ("a.rs", "struct A;"), ("b.rs", b)];
    assert!(complaints_of(&WITNESSED, &files("struct A;")).is_empty());
    assert_one(&complaints_of(&WITNESSED, &files("struct A; mod inner { struct A; }")), &["b.rs: the type `A`"]);
}

#[test]
fn a_file_has_a_name_of_its_own() {
    let with = |name: &str| {
        let files = [format!("a/{name}.rs"), format!("b/{name}.rs")];
        let (of_child, root) = (format!("mod {name};"), "mod a; mod b;");
        complaints(&[
            ("lib.rs", root),
            ("a/mod.rs", &of_child),
            ("b/mod.rs", &of_child),
            (&files[0], ""),
            (&files[1], ""),
        ])
    };
    assert_one(&with("rounds"), &["a/rounds.rs: the file has the name of b/rounds.rs; rename one"]);
    assert!(with("error").is_empty());
}

#[test]
fn only_the_transports_depend_on_features() {
    let of = |file: &str, text: &str| {
        let name = file.trim_end_matches(".rs").trim_end_matches("/mod");
        complaints(&[("lib.rs", &format!("#[cfg(feature = \"x\")] mod {name};")), (file, text)])
    };
    for text in [
        "#[cfg(feature = \"x\")] fn f() {}",
        "#[cfg(any(unix, feature = \"x\"))] use std::io;",
        "#[cfg(feature = \"x\")] mod inner {}",
        "fn f() { if cfg!(feature = \"x\") {} }",
        "struct S { #[cfg(feature = \"x\")] field: u8 }",
    ] {
        assert_one(
            &of("a.rs", text),
            &["a.rs: a feature decides what is compiled here; only in lib.rs and transport/"],
        );
        assert!(of("transport/mod.rs", text).is_empty());
    }
}

#[test]
fn a_file_that_is_missing_is_told() {
    let read = |file: &str| (file == "lib.rs").then(|| "mod a;".to_owned());
    let problem = Source::read(&read).err();
    assert_eq!(problem.as_deref(), Some("a/mod.rs: this file cannot be read"));
}
