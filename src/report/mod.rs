//! `report`: records become fact sheets that a person reads.
