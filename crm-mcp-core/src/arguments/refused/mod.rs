//! Why the tool's type refuses arguments that fit their schema: its `Deserialize` may want more than a schema can say.

mod complaint;
mod decode;
mod diagnose;
mod place;
mod trial;

pub(super) use diagnose::decode_or_diagnose;
