//! A random spec, whole.

use std::fmt::Write as _;

use crate::choices::Choices;
use crate::methods::Method;
use crate::types::Types;

/// A random spec.
#[derive(Clone, Debug)]
pub struct Spec {
    /// Its number, which its names have.
    pub index: usize,
    /// Its types.
    pub types: Types,
    /// Its methods.
    pub methods: Vec<Method>,
}

/// The provider of all of them.
pub const PROVIDER: &str = "ModelDriver";

impl Spec {
    /// A spec with some types and up to ten methods.
    pub fn random(index: usize, choices: &mut Choices) -> Self {
        let types = Types::random(&format!("Model{index}"), choices);
        let mut methods = Vec::new();
        let mut selector = 0;
        for index in 0..1 + choices.below(10) {
            // Dense, or with holes of any size.
            selector += *choices.pick(&[1, 1, 1, 2, 40, 2333, 23_333_333]);
            methods.push(Method::random(index, selector, &types, choices));
        }
        Self {
            index,
            types,
            methods,
        }
    }

    /// The user client's class.
    pub fn class(&self) -> String {
        format!("Model{}UserClient", self.index)
    }

    /// The spec as the user writes it.
    pub fn yaml(&self) -> String {
        let mut text = format!(
            "iigen: 1\nclass: {}\nprovider: {PROVIDER}\ntarget: [dext, kext, kext-2022]\n{}methods:\n",
            self.class(),
            self.types.section()
        );
        for method in &self.methods {
            let _ = write!(text, "{}", method.yaml(&self.types));
        }
        text
    }
}

/// The specs of a batch: the same for the same seed.
pub fn batch(seed: u64, count: usize) -> Vec<Spec> {
    let spec = |index| {
        let own = seed ^ (index as u64).wrapping_mul(0xd134_2543_de82_ef95);
        Spec::random(index, &mut Choices::endless(own))
    };
    (0..count).map(spec).collect()
}
