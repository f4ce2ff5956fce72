//! What the demo data is made of: names, places, goods, texts.

pub(crate) mod business;
pub(crate) mod goods;
pub(crate) mod places;
pub(crate) mod threads;
