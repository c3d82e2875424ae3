//! `dump`: files in, records out: formats, order, resume.
//!
//! Law: each page in is one record out.

mod cluster;

pub use cluster::cluster;
