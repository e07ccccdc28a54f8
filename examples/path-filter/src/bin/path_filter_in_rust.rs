//! The same app with the same spec in Rust, instead of path_filter.yaml.

#[path = "../app.rs"]
mod app;

/// Decides by rules which paths are let through.
#[iigen_client::user_client(provider = "PathFilter", target = kext, version = 1)]
mod path_filter {
    /// What becomes of a path.
    #[repr(u32)]
    pub enum Verdict {
        /// No rule is for it.
        Allow = 0,
        /// A rule is.
        Deny = 1,
    }

    /// What the filter has been asked.
    #[repr(C)]
    pub struct Statistics {
        /// How often it was asked about a path.
        pub asked: u64,
        /// How often it said no.
        pub denied: u64,
        /// How long the longest path was, in bytes.
        pub longest: u64,
    }

    pub trait PathFilterUserClient {
        /// Begins to deny, or lets everything through again.
        #[selector(0)]
        fn enable(&self, enabled: bool);

        /// What the filter has been asked since it was started.
        #[selector(1)]
        fn get_statistics(&self) -> Statistics;

        /// Denies a path, and all that is in it if it is a folder.
        #[selector(2)]
        #[out(rule)]
        fn add_rule(
            &self,
            #[min(1)]
            #[max(1 << 20)]
            path: &str,
        ) -> u32;

        /// Takes a rule away again.
        #[selector(3)]
        fn remove_rule(&self, rule: u32);

        /// Asks about a path, of any length up to 1 MiB.
        #[selector(4)]
        #[out(verdict)]
        fn check(
            &self,
            #[min(1)]
            #[max(1 << 20)]
            path: &str,
        ) -> Verdict;

        /// The path of a rule.
        #[selector(5)]
        #[out(#[max(1 << 20)] path)]
        fn rule(&self, rule: u32) -> String;
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    app::run()
}
