//! What goes out of this machine: the carrier over HTTPS with the credentials that it alone sees; requests and commands
//! of hooks.
//!
//! A token comes from the environment or from a command that prints it, a hook's secret from the environment. We write
//! them to no file, and print them nowhere.

#[cfg(feature = "notice")]
pub mod command;
#[cfg(feature = "platform")]
mod credentials;
mod failure;
#[cfg(feature = "platform")]
mod http;
mod proxy;
#[cfg(feature = "notice")]
pub mod webhook;

#[cfg(feature = "platform")]
pub use credentials::{Credentials, CredentialsError, login};
#[cfg(feature = "platform")]
pub use http::Http;
