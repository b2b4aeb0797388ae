//! Disks that fail, power that goes, programs that are killed: what was acknowledged is there, whatever happens.
//!
//! `cargo test --test torture` tries a part of it, the same part each time. The whole takes minutes:
//!
//! ```text
//! cargo test --test torture -- --ignored --nocapture faults
//! cargo test --test torture -- --ignored --nocapture power_losses
//! IPACK_RUNS=10000 cargo test --release --test torture -- --ignored --nocapture kills
//! IPACK_RUNS=100000 cargo test --release --test torture -- --ignored --nocapture mutated_documents
//! ```

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that can not go on may panic, and says how far it came"
)]
#![expect(clippy::disallowed_methods, reason = "tests damage files on purpose")]

mod desk;
mod documents;
#[cfg(debug_assertions)]
mod faults;
mod kills;
#[cfg(debug_assertions)]
mod power;

/// How many runs are asked for.
fn runs(unless_said: usize) -> usize {
    std::env::var("IPACK_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(unless_said)
}

/// Whether a trial, a way to fail or a record is to be tried: `IPACK_TRIAL` names parts of some, with commas between.
#[cfg(debug_assertions)]
fn is_asked_for(name: &str) -> bool {
    let asked = std::env::var("IPACK_TRIAL");
    asked.map_or(true, |asked| asked.split(',').any(|part| name.contains(part)))
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let wide = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(wide).unwrap_or(0) % sides
    }
}
