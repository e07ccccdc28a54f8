//! Names: their form, words that are taken, and clashes in any language.

mod arguments;
mod form;
mod members;
mod scope;

use crate::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::naming;
use crate::reserved_words as words;
use crate::spec::{Name, Spec, TypeBody, TypeDef, Value};

use scope::Scope;

/// The word that no spelling makes a value's name in a module of Rust.
const NO_VALUE: &[&str] = &["Self"];

/// Checks every name of a spec.
pub(super) fn check(spec: &Spec, found: &mut Diagnostics) {
    let kext = spec.targets.iter().any(|of| of.value.is_kext());
    let completions = spec.methods.iter().any(|of| of.completion.is_some());
    Names {
        found,
        kext,
        completions,
    }
    .spec(spec);
}

struct Names<'a> {
    found: &'a mut Diagnostics,
    /// Whether a kext is among the targets.
    kext: bool,
    /// Whether a method answers later.
    completions: bool,
}

impl Names<'_> {
    fn spec(&mut self, spec: &Spec) {
        let (mut cpp, mut rust) = (Scope::default(), Scope::default());
        let (class, provider) = (&spec.class, &spec.provider);
        for name in [class, provider] {
            if self.form(name) {
                self.global_words(name);
            }
        }
        if class.value == provider.value {
            let message = format!("`{}` is both the user client and its provider", class.value);
            let mistake = Diagnostic::new(&codes::NAME_CLASH, provider.span, message);
            self.found
                .push(mistake.label(class.span, "the user client"));
        } else {
            self.claim(
                "the provider",
                provider,
                [(&mut cpp, provider.value.clone())],
            );
        }
        for suffix in [
            "",
            "Interface",
            "MetaClass",
            "State",
            "_IVars",
            "FindMethod",
            "InputMapping",
            "MayOpen",
            "RingMemory",
            "RingProducer",
            "RingConsumer",
            "Queue",
        ] {
            self.claim(
                "the class",
                class,
                [(&mut cpp, format!("{}{suffix}", class.value))],
            );
        }
        self.claim(
            "the class",
            class,
            [(&mut rust, naming::rust_type(&class.value))],
        );
        if spec
            .methods
            .iter()
            .any(|method| method.completion.is_some())
        {
            let completions = naming::cpp_completions(&class.value);
            self.claim("the class", class, [(&mut cpp, completions)]);
        }
        if spec.version.is_some() {
            let version = naming::c_constant(&class.value, "version");
            self.claim("the class", class, [(&mut cpp, version)]);
        }
        self.doors(spec, &mut cpp);
        for constant in &spec.constants {
            let name = &constant.name;
            if self.form(name) {
                self.words(name, &[(&name.value, NO_VALUE, "Rust")]);
                let c_name = naming::c_constant(&class.value, &name.value);
                let rust_name = naming::shouty(&name.value);
                self.claim(
                    "the constant",
                    name,
                    [(&mut cpp, c_name), (&mut rust, rust_name)],
                );
            }
        }
        for def in &spec.types {
            self.type_def(&mut cpp, &mut rust, def);
        }
        self.members(spec, &mut cpp, &mut rust);
    }

    /// What the generated code has for the ways in, besides the methods.
    fn doors<'n>(&mut self, spec: &'n Spec, cpp: &mut Scope<'n>) {
        let class = &spec.class;
        if spec.open_type.is_some() {
            let constant = naming::c_constant(&class.value, "open_type");
            self.claim("the class", class, [(&mut *cpp, constant)]);
        }
        // A kext that asks something of its clients has the function, too, so that it can say so.
        let asks = spec.entitlement.is_some() || spec.administrator.is_some();
        if spec.open_type.is_some() || (self.kext && asks) {
            self.claim(
                "the class",
                class,
                [(&mut *cpp, naming::create(&class.value))],
            );
        }
        if spec.handshake.is_some() {
            let selector = naming::c_selector(&class.value, naming::HANDSHAKE);
            self.claim("the handshake of", class, [(cpp, selector)]);
        }
    }

    fn type_def<'n>(&mut self, cpp: &mut Scope<'n>, rust: &mut Scope<'n>, def: &'n TypeDef) {
        let name = &def.name;
        if self.form(name) {
            self.global_words(name);
            let rust_name = naming::rust_type(&name.value);
            self.claim(
                "the type",
                name,
                [(&mut *cpp, name.value.clone()), (&mut *rust, rust_name)],
            );
            let validator = format!("IsValid{}", name.value);
            self.claim("the type", name, [(&mut *cpp, validator)]);
        }
        match &def.body {
            TypeBody::Struct { fields, .. } => self.fields(fields.iter().map(|field| &field.name)),
            TypeBody::Union { variants, .. } => {
                let made = naming::rust_variants(&name.value);
                self.claim("the union", name, [(rust, made)]);
                self.fields(variants.iter().map(|variant| &variant.name));
            }
            TypeBody::Broken(_) => {}
            TypeBody::Enum { values, .. } => {
                for value in values {
                    let made = naming::cpp_value(&value.name.value);
                    let macros = self.kernel_macros();
                    self.words(&value.name, &[(&made, macros, "the kernel's headers")]);
                }
                self.values(cpp, &name.value, values);
            }
            TypeBody::Flags { bits: values, .. } => self.values(cpp, &name.value, values),
        }
    }

    fn fields<'n>(&mut self, fields: impl Iterator<Item = &'n Name>) {
        let (mut c, mut rust, mut consts) = (Scope::default(), Scope::default(), Scope::default());
        for name in fields {
            if !self.form(name) {
                continue;
            }
            let (rust_name, shouty) = (naming::rust_name(&name.value), naming::shouty(&name.value));
            self.words(
                name,
                &[
                    (&name.value, words::CPP, "C++"),
                    (&name.value, words::DRIVERKIT_MACROS, "DriverKit"),
                    (&name.value, self.kernel_macros(), "the kernel's headers"),
                    (&rust_name, words::RUST, "Rust"),
                ],
            );
            let made = [
                (&mut c, name.value.clone()),
                (&mut rust, rust_name),
                (&mut consts, shouty),
            ];
            self.claim("the field", name, made);
        }
    }

    fn values<'n>(&mut self, cpp: &mut Scope<'n>, owner: &str, values: &'n [Value]) {
        let mut rust = Scope::default();
        for Value { name, .. } in values {
            if self.form(name) {
                self.words(name, &[(&name.value, NO_VALUE, "Rust")]);
                let c_name = naming::c_constant(owner, &name.value);
                let rust_name = naming::shouty(&name.value);
                self.claim(
                    "the value",
                    name,
                    [(&mut *cpp, c_name), (&mut rust, rust_name)],
                );
            }
        }
    }
}
