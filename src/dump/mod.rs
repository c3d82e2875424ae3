//! `dump`: files in, records out: formats, order, resume.
//!
//! Law: each page in is one record out.

mod cluster;
mod job;
mod learn;
mod order;
mod plan;
mod read;
mod row;
mod summary;
mod write;

pub use cluster::cluster;
pub(crate) use job::{Ended, Job, Shape, records, run};
pub(crate) use learn::learn;
pub(crate) use plan::{From, plan};
pub(crate) use row::Fields;
pub(crate) use write::{Judged, Out, OutMode, WholeFile};
