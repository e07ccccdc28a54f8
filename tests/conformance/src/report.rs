//! What came of it.

use std::fmt;

/// What came of one behaviour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It's there.
    Passed,
    /// It isn't, and what was seen instead.
    Failed(String),
    /// It can't be looked at here and now, and why.
    Skipped(String),
}

/// What came of each behaviour, by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    outcomes: Vec<(&'static str, Outcome)>,
}

impl Report {
    pub(crate) fn add(&mut self, name: &'static str, outcome: Outcome) {
        self.outcomes.push((name, outcome));
    }

    /// Each behaviour's name and outcome.
    pub fn outcomes(&self) -> &[(&'static str, Outcome)] {
        &self.outcomes
    }

    /// The names of the behaviours that aren't there.
    pub fn failed(&self) -> Vec<&'static str> {
        self.names(|outcome| matches!(outcome, Outcome::Failed(_)))
    }

    /// The names of those that couldn't be looked at.
    pub fn skipped(&self) -> Vec<&'static str> {
        self.names(|outcome| matches!(outcome, Outcome::Skipped(_)))
    }

    /// Nothing failed.
    pub fn passed(&self) -> bool {
        self.failed().is_empty()
    }

    fn names(&self, which: impl Fn(&Outcome) -> bool) -> Vec<&'static str> {
        let of = |(name, outcome): &(&'static str, Outcome)| which(outcome).then_some(*name);
        self.outcomes.iter().filter_map(of).collect()
    }
}

/// A line each, and a last one that counts.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, outcome) in &self.outcomes {
            match outcome {
                Outcome::Passed => writeln!(f, "ok      {name}")?,
                Outcome::Failed(why) => writeln!(f, "FAILED  {name}: {why}")?,
                Outcome::Skipped(why) => writeln!(f, "skipped {name}: {why}")?,
            }
        }
        let (failed, skipped) = (self.failed().len(), self.skipped().len());
        let passed = self.outcomes.len() - failed - skipped;
        writeln!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}
