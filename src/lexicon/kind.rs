//! Types of names, which dictionaries give and entities carry.

use crate::text::closed;

closed! {
    /// What an entity is.
    pub enum EntityKind {
        Person = "person",
        Organization = "organization",
        Place = "place",
        Product = "product",
        Event = "event",
        Work = "work",
        Law = "law",
    }
}
