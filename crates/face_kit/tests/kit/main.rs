//! The kit through a face of its own, the toy: what every face can rely on without testing it again.

mod bodies;
mod credentials;
mod limits;
mod observed;
mod pages;
mod requests;
mod toy;
