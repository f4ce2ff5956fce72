//! What a model or a person reads, sees or hears.

mod block;
mod icon;
mod resource_link;

pub use block::{Audience, Content, Contents};
pub use icon::{Icon, IconTheme};
pub use resource_link::ResourceLink;
