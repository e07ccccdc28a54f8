//! What becomes of a spec's driver when it moves from a kext to a dext, or back.
//!
//! The wire stays as it is: both drivers are made of one spec, and one client talks to either. What is
//! told is what the driver's own code, its bundle and clients of other makes have to do with it.

mod code;
mod data;
mod driver;
mod free;
mod memory;
mod methods;
mod names;
mod pointers;
mod queues;
mod refused;
mod report;
mod rules;
mod to_kext;

use std::collections::HashMap;

use iigen_parser::codes;
use iigen_parser::diagnostic::Diagnostic;
use iigen_parser::span::{SourceId, Sources, Span, Spanned};
use iigen_parser::spec::{Language, Method, Target};

use crate::Whole;
use free::Taken;
pub use names::{NAMES, Names};
pub use report::render;
pub use rules::{ALL as ALL_RULES, Rule};

/// What becomes of something that a spec says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It stays as it is.
    CarriesOver,
    /// Something has to be done about it, or be known.
    Changes,
    /// The other kind of driver can't have it.
    Cant,
}

/// One entry of the list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What becomes of it.
    pub verdict: Verdict,
    /// The name of the rule, or the number of the mistake that it would be.
    pub rule: String,
    /// Where the spec says it.
    pub span: Span,
    /// What it is about: a sentence without its full stop.
    pub what: String,
    /// What to do, a paragraph each.
    pub advice: Vec<String>,
}

/// The list for a driver of the target `to`: what carries over, what changes, and what can't be; each in
/// the order of the spec, and behind it of `code`, the driver's own C++ files.
pub fn migrate(
    whole: &Whole,
    sources: &Sources,
    to: Target,
    code: &[SourceId],
) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let from = origin(whole, to)?;
    if let (Some(&id), false) = (code.first(), from.is_kext() && !to.is_kext()) {
        let message = format!(
            "from {} to {}, no C++ is looked through",
            from.name(),
            to.name()
        );
        let found = Diagnostic::new(&codes::MIGRATE_CODE, Span::new(id, 0..0), message);
        return Err(vec![found]);
    }
    let methods = whole.spec.methods.iter();
    let mut migration = Migration {
        whole,
        methods: methods.map(|of| (of.name.value.as_str(), of)).collect(),
        sources,
        from,
        to,
        taken: Taken::of(&whole.spec),
        found: Vec::new(),
    };
    migration.targets();
    match (from.is_kext(), to.is_kext()) {
        (true, false) => migration.dext_from_kext(),
        (false, true) => migration.kext_from_dext(),
        _ => migration.between_kexts(),
    }
    migration.refused();
    for &id in code {
        migration.code(id);
    }
    let mut found = migration.found;
    found.sort_by_key(|of| (of.verdict, of.span, rules::order(&of.rule)));
    Ok(found)
}

/// The target that a driver comes from: of the spec's others the one that is the most like it.
pub fn origin(whole: &Whole, to: Target) -> Result<Target, Vec<Diagnostic>> {
    let candidates = match to {
        Target::Dext => [Target::Kext, Target::Kext2022],
        Target::Kext => [Target::Kext2022, Target::Dext],
        Target::Kext2022 => [Target::Kext, Target::Dext],
    };
    let targets = &whole.interface.targets;
    let from = candidates.into_iter().find(|of| targets.contains(of));
    from.ok_or_else(|| {
        let said = whole.spec.targets.first();
        let span = said.map_or(whole.spec.class.span, |of| of.span);
        let message = format!("the spec's only target is {} already", to.name());
        let note = match to {
            Target::Dext => {
                "say what there is today, `target: kext` or `kext-2022`, or ask with --to kext"
            }
            _ => "say what there is today under `target`, or ask with --to dext",
        };
        let mut found = Diagnostic::new(&codes::MIGRATE_TARGET, span, message).note(note);
        if said.is_none() {
            found = found.here("a spec without `target` is for a dext");
        }
        vec![found]
    })
}

/// A list in the making.
struct Migration<'a> {
    whole: &'a Whole,
    methods: HashMap<&'a str, &'a Method>,
    sources: &'a Sources,
    from: Target,
    to: Target,
    /// What advice can't give away.
    taken: Taken,
    found: Vec<Entry>,
}

impl Migration<'_> {
    /// Adds an entry.
    fn push(
        &mut self,
        verdict: Verdict,
        rule: &Rule,
        span: Span,
        what: impl Into<String>,
        advice: &[&str],
    ) {
        self.found.push(Entry {
            verdict,
            rule: rule.name.to_owned(),
            span,
            what: what.into(),
            advice: advice.iter().map(|&of| of.to_owned()).collect(),
        });
    }

    fn carries(&mut self, rule: &Rule, span: Span, what: impl Into<String>) {
        self.push(Verdict::CarriesOver, rule, span, what, &[]);
    }

    fn changes(&mut self, rule: &Rule, span: Span, what: impl Into<String>, advice: &[&str]) {
        self.push(Verdict::Changes, rule, span, what, advice);
    }

    /// Whether the spec has the target already.
    fn is_there(&self) -> bool {
        self.whole.interface.targets.contains(&self.to)
    }

    /// The targets that the spec has afterwards, as it was written and in its order.
    fn with_target(&self) -> Vec<Spanned<Target>> {
        let spec = &self.whole.spec;
        let mut targets = spec.targets.clone();
        if targets.is_empty() {
            targets.push(Spanned::new(Target::Dext, spec.class.span));
        }
        if !self.is_there() {
            let span = targets[0].span;
            targets.push(Spanned::new(self.to, span));
        }
        targets
    }

    /// The first change is to the spec itself.
    fn targets(&mut self) {
        let spec = &self.whole.spec;
        let said = spec.targets.first();
        let span = said.map_or(spec.class.span, |of| of.span);
        let targets = self.with_target();
        let names = targets.iter().map(|of| match spec.language {
            Language::Yaml => of.value.name(),
            Language::Rust => of.value.rust_name(),
        });
        let list = names.collect::<Vec<_>>().join(", ");
        if self.is_there() {
            self.carries(
                &rules::TARGETS,
                span,
                format!("the spec has the target {} already", self.to.name()),
            );
            return;
        }
        let written = match spec.language {
            Language::Yaml => format!("`target: [{list}]`"),
            Language::Rust => format!("`target = [{list}]` in #[user_client(…)]"),
        };
        self.changes(
            &rules::TARGETS,
            span,
            format!("the spec gets the target {}", self.to.name()),
            &[&format!(
                "Write {written}: one spec makes both drivers while both are in use, each in a folder \
                 of its own, and the client's text is the same for all."
            )],
        );
    }
}
