//! A type that the organization has defined, whatever is of it.

use crate::{
    close::records::CustomFieldDefinition,
    crm::{naming::Named, record::Record},
};

/// A type that the organization has defined.
pub(in crate::close) trait CustomType: Named {
    /// The fields that what is of it has.
    fn fields(&self) -> &[Record<CustomFieldDefinition>];

    /// Its name.
    fn name(&self) -> Option<&str> {
        self.names().first().copied()
    }
}
