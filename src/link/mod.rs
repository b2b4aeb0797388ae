//! The connection's end on this machine: the carrier over HTTPS, and the credentials that it alone sees.
//!
//! A token comes from the environment or from a command that prints it; it is in no file of ours, and nothing prints it.

mod credentials;
mod http;

pub use credentials::{Credentials, CredentialsError, login};
pub use http::Http;
