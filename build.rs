//! Links the program at a fixed address where that is simple: Linux with glibc.
//!
//! The time zones' tables hold some 30,000 pointers. In a program that may be loaded anywhere the loader has to write
//! every one of them at each start, which touches a megabyte and takes longer than everything else until the first
//! frame.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // A static program is put together from other parts, which the option does not choose: it would crash at its start.
    let is_static =
        std::env::var("CARGO_CFG_TARGET_FEATURE").unwrap_or_default().split(',').any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !is_static {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
