//! The platform's REST API as values: requests, responses, and what their bodies hold.
//!
//! Both ends speak through this room: the twin answers requests, the connection sends them. Nothing here
//! opens a socket, reads a clock or knows the engine, so every exchange can be tested in memory.
//!
//! [`Client`] asks for one account's objects, through a [`Carrier`]: over a socket, or in memory for tests.
//!
//! [`wire`] has one set of structs, for JSON. [`xml`] turns any JSON value into the platform's XML and back by rules
//! of its own, so there is no second set. [`lenient`] takes out of what was received the oddities that clients and the
//! live platform are known for, before a struct is read. [`query`] is the filter language of `…/query`.
//!
//! The names are those of the platform's public OpenAPI document.

mod address;
mod carrier;
mod client;
pub mod lenient;
mod message;
pub mod query;
pub mod wire;
pub mod xml;

pub use address::Address;
pub use carrier::{Carrier, Trouble};
pub use client::{Client, PAGE, Unanswered};
pub use message::{Media, Method, Request, Response};
