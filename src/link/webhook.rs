//! Requests of hooks, signed as [Standard Webhooks](https://www.standardwebhooks.com) says.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use ureq::{
    Agent,
    tls::{RootCerts, TlsConfig},
};

use super::{failure::words, proxy::proxy_to};

/// How long a receiver may take, from the first byte sent to its answer.
pub const LIMIT: Duration = Duration::from_secs(10);
/// What stands before a secret.
const SECRET: &str = "whsec_";

#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// The same at every try.
    pub id: &'a str,
    /// When this try is made.
    pub at: DateTime<Utc>,
    /// What is signed and sent, byte for byte.
    pub body: &'a str,
}

/// Posts a message once. Redirects are not followed. It goes through the proxy that `HTTPS_PROXY` names, as the
/// connection to the platform does, and believes the same certificates.
///
/// # Errors
/// Why it was not taken: any answer but a 2xx, and none within the limit.
pub fn post(url: &str, message: &Message, secret: Option<&str>, limit: Duration) -> Result<(), String> {
    let signature = secret.map(|secret| signature(secret, message)).transpose()?;
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(limit))
        .proxy(proxy_to(url))
        .user_agent(concat!("ipack/", env!("CARGO_PKG_VERSION")))
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .build();
    let mut request = config
        .new_agent()
        .post(url)
        .header("content-type", "application/cloudevents+json")
        .header("webhook-id", message.id)
        .header("webhook-timestamp", message.at.timestamp().to_string());
    if let Some(signature) = signature {
        request = request.header("webhook-signature", signature);
    }
    let answer = request.send(message.body).map_err(|error| words(&error))?;
    match answer.status().as_u16() {
        200..300 => Ok(()),
        status @ 300..400 => Err(format!("it answered {status}, and redirects are not followed")),
        status => Err(format!("it answered {status}")),
    }
}

/// `v1,` and the signature of a message. No text of an error holds a secret.
fn signature(secret: &str, message: &Message) -> Result<String, String> {
    let secret = secret.trim().strip_prefix(SECRET).ok_or("its secret does not begin with whsec_")?;
    let key = STANDARD.decode(secret).map_err(|_| "its secret is no base64 after whsec_")?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| "its secret can't be used")?;
    mac.update(format!("{}.{}.{}", message.id, message.at.timestamp(), message.body).as_bytes());
    Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vector of the specification's reference libraries.
    #[test]
    fn messages_are_signed_as_the_specification_says() {
        let at = DateTime::from_timestamp(1_614_265_330, 0).expect("an instant");
        let message = Message { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body: "{\"test\": 2432232314}" };
        let signed = signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", &message);
        assert_eq!(signed.as_deref(), Ok("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    #[test]
    fn a_secret_that_is_none_is_never_told() {
        let message = Message { id: "a", at: DateTime::UNIX_EPOCH, body: "{}" };
        for secret in ["", "s3cret", "whsec_s3cret!"] {
            let why = signature(secret, &message).expect_err("no secret");
            assert!(why.starts_with("its secret ") && !why.contains("s3cret"), "{why}");
        }
    }
}
