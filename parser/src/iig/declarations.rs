//! What files declare outside of their classes, as far as the types of parameters need it.

use std::collections::HashMap;

use super::ast::Type;

/// Names and what they stand for.
#[derive(Clone, Debug, Default)]
pub struct Declarations {
    names: HashMap<String, Declaration>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// A class of objects; `serializable` ones travel by value.
    Class {
        /// `IIG_SERIALIZABLE`
        serializable: bool,
    },
    /// A `struct` or `union`.
    Record,
    /// An `enum`.
    Enumeration,
    /// A block type.
    Block,
    /// A pointer to a function.
    Function,
    /// Another name of a type, with the bounds of arrays.
    Alias {
        /// The type.
        ty: Type,
        /// The bounds, as written.
        bounds: Vec<String>,
    },
}

impl Declarations {
    /// What `name` stands for.
    pub fn get(&self, name: &str) -> Option<&Declaration> {
        self.names.get(name)
    }

    /// Adds a name. `typedef struct X X` and forward declarations don't replace what is known.
    pub(super) fn add(&mut self, name: &str, declaration: Declaration) {
        let itself = matches!(&declaration, Declaration::Alias { ty, .. } if ty.name == name);
        let declaration = if itself {
            Declaration::Record
        } else {
            declaration
        };
        match self.names.get_mut(name) {
            None => {
                self.names.insert(name.to_owned(), declaration);
            }
            Some(Declaration::Class { serializable }) => {
                *serializable |= declaration == Declaration::Class { serializable: true };
            }
            Some(_) => {}
        }
    }

    /// Adds all names of `other`.
    pub(super) fn add_all(&mut self, other: &Declarations) {
        for (name, declaration) in &other.names {
            self.add(name, declaration.clone());
        }
    }
}
