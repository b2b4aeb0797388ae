//! The connection's end on this machine: the carrier over HTTPS, and the credentials that it alone sees.
//!
//! A token comes from the environment or from a command that prints it. We write it to no file, and print it nowhere.

mod credentials;
mod http;

pub use credentials::{Credentials, CredentialsError, login};
pub use http::Http;
