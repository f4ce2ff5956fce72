//! What the fuzz targets share with the tests of the crate: a server, and what must hold of each of its answers.

#[path = "../tests/hostile/subject.rs"]
pub mod subject;
