//! Types and arguments of an interface in C++.

use iigen_parser::interface::{
    Body, Callback, Carrier, Interface, Literal, Method, Presence, Prim, Scalar, Shape, Structure,
    Type, Variable,
};
use iigen_parser::naming;
use iigen_parser::spec::Target;

use crate::flavour::{self, Flavour};

/// The C spelling of types, and the API that they are spelled for.
#[derive(Clone, Copy)]
pub(crate) struct Cpp<'i> {
    pub(crate) interface: &'i Interface,
    pub(crate) flavour: &'static Flavour,
}

impl<'i> Cpp<'i> {
    /// An interface for a target.
    pub(crate) fn new(interface: &'i Interface, target: Target) -> Self {
        Self {
            interface,
            flavour: flavour::of(target),
        }
    }

    /// Whether the generated code looks at the client's entitlements itself: the kernel does it for
    /// a class of 2022.
    pub(crate) fn has_to_authorize(self) -> bool {
        self.interface.administrator || (self.interface.has_access() && !self.flavour.is_2022)
    }

    /// Whether the generated code keeps something for each user client.
    pub(crate) fn has_state(self) -> bool {
        let interface = self.interface;
        !interface.memory.is_empty() || interface.has_completions() || self.has_to_authorize()
    }

    /// The callbacks of the driver: a kext has none.
    pub(crate) fn callbacks(self) -> &'i [Callback] {
        match self.flavour.kext {
            true => &[],
            false => &self.interface.callbacks,
        }
    }

    /// The type of one value; for an array, of its innermost elements.
    pub(crate) fn name(self, ty: &Type) -> &'i str {
        match ty {
            Type::Prim(prim) => prim.c_name(),
            Type::Named(id) => &self.interface.type_def(*id).name,
            Type::Array(element, _) => self.name(element),
        }
    }

    /// A declaration: `uint8_t data[12]`.
    pub(crate) fn declare(self, ty: &Type, name: &str) -> String {
        let mut text = format!("{} {name}", self.name(ty));
        let mut ty = ty;
        while let Type::Array(element, length) = ty {
            text.push_str(&format!("[{length}]"));
            ty = element;
        }
        text
    }

    /// How many innermost elements an array has; 1 for anything else.
    pub(crate) fn count(ty: &Type) -> u64 {
        match ty {
            Type::Array(element, length) => length * Self::count(element),
            _ => 1,
        }
    }

    /// The type inside of all arrays.
    pub(crate) fn innermost(ty: &Type) -> &Type {
        match ty {
            Type::Array(element, _) => Self::innermost(element),
            _ => ty,
        }
    }

    /// The size of a type in C++, as one writes it: `sizeof(Record)`, `12 * sizeof(uint8_t)`.
    pub(crate) fn sizeof(self, ty: &Type) -> String {
        match Self::count(ty) {
            1 => format!("sizeof({})", self.name(ty)),
            count => format!("{count} * sizeof({})", self.name(ty)),
        }
    }

    /// Whether a type is a record or a union, which are structs in C.
    pub(crate) fn is_struct(self, ty: &Type) -> bool {
        match ty {
            Type::Named(id) => !self.interface.type_def(*id).body.is_integer(),
            _ => false,
        }
    }

    /// Whether a word has the bytes of the type, and not its number.
    pub(crate) fn is_bytes(self, ty: &Type) -> bool {
        matches!(ty, Type::Prim(Prim::F32 | Prim::F64)) || self.is_struct(ty)
    }

    /// Whether there are bytes of the type's size that are no value of it.
    pub(crate) fn is_constrained(self, ty: &Type) -> bool {
        match Self::innermost(ty) {
            Type::Named(id) => self.interface.type_def(*id).constrained,
            innermost => *innermost == Type::Prim(Prim::Bool),
        }
    }

    /// The arguments of a method's handler, in the order of the spec: the completion, numbers in, the structure in,
    /// numbers out, the structure out.
    pub(crate) fn arguments(self, method: &Method) -> Vec<Argument> {
        let mut arguments = Vec::new();
        if method.completion.is_some() {
            let class = naming::cpp_completion(&self.interface.class, &method.name);
            arguments.push(Argument::new(class, "completion"));
        }
        if method.shared.is_some() {
            arguments.push(Argument::new("uint32_t", naming::SELECTOR_ARGUMENT));
        }
        if !method.checked {
            let all = Argument::new(format!("{} *", self.flavour.arguments), "arguments");
            arguments.push(all);
            return arguments;
        }
        for scalar in &method.scalars_in {
            self.scalar_in(scalar, &mut arguments);
        }
        let shared = method.shared.as_ref();
        match &method.struct_in {
            Some(structure) if shared.is_some_and(|of| of.bytes_in) => {
                bytes("const uint8_t *", structure, &mut arguments);
            }
            Some(structure) => self.structure_in(structure, &mut arguments),
            None => {}
        }
        arguments.extend(method.scalars_out.iter().map(|scalar| {
            Argument::new(
                format!("{} *", self.name(&scalar.ty)),
                naming::cpp_argument(&scalar.name),
            )
        }));
        match &method.struct_out {
            Some(structure) if shared.is_some_and(|of| of.bytes_out) => {
                bytes("uint8_t *", structure, &mut arguments);
            }
            Some(structure) => self.structure_out(structure, &mut arguments),
            None => {}
        }
        arguments
    }

    /// The arguments of a handler on the provider: whose call it is, and then those of the method.
    pub(crate) fn provider_arguments(self, method: &Method) -> Vec<Argument> {
        let client = Argument::new(
            format!("{} *", self.interface.class),
            naming::CLIENT_ARGUMENT,
        );
        std::iter::once(client)
            .chain(self.arguments(method))
            .collect()
    }

    /// A number that goes in, or several.
    pub(crate) fn scalar_in(self, scalar: &Scalar, arguments: &mut Vec<Argument>) {
        let name = naming::cpp_argument(&scalar.name);
        let ty = self.name(&scalar.ty);
        let ty = match scalar.carrier {
            _ if scalar.presence == Presence::Optional => format!("const {ty} *"),
            Carrier::Elements(_) | Carrier::Counted { .. } => format!("const {ty} *"),
            Carrier::Packed | Carrier::Fields(_) => format!("const {ty} &"),
            Carrier::Word => ty.to_owned(),
        };
        arguments.push(Argument::new(ty, name));
        if let Carrier::Counted { .. } = scalar.carrier {
            let count = naming::count_of(&scalar.name, false);
            arguments.push(Argument::new("size_t", naming::cpp_argument(&count)));
        }
    }

    fn structure_in(self, structure: &Structure, arguments: &mut Vec<Argument>) {
        let name = naming::cpp_argument(&structure.name);
        match &structure.shape {
            Shape::Fixed(ty) => arguments.push(Argument::new(self.by_value(ty), name)),
            Shape::Variable(variable) => self.variable_in(variable, &structure.name, arguments),
            Shape::Versions { ty: Some(ty), .. } => {
                arguments.push(Argument::new(self.by_value(ty), name));
                arguments.push(Argument::new("size_t", size_name(&structure.name)));
            }
            Shape::Versions { ty: None, .. } => {
                arguments.push(Argument::new("const uint8_t *", name));
                arguments.push(Argument::new("size_t", length_name(&structure.name)));
            }
            Shape::ZeroCopy { .. } => {
                arguments.push(Argument::new("IOMemoryDescriptor *", name));
                arguments.push(Argument::new("uint64_t", length_name(&structure.name)));
            }
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            } => {
                arguments.push(Argument::new(self.by_value(header), name));
                self.variable_in(tail, tail_name, arguments);
            }
        }
    }

    /// How a fixed value is handed to a handler.
    fn by_value(self, ty: &Type) -> String {
        let name = self.name(ty);
        match ty {
            Type::Array(..) => format!("const {name} *"),
            ty if self.is_struct(ty) => format!("const {name} &"),
            _ => name.to_owned(),
        }
    }

    fn variable_in(self, variable: &Variable, name: &str, arguments: &mut Vec<Argument>) {
        let element = format!("const {} *", self.element(variable));
        arguments.push(Argument::new(element, naming::cpp_argument(name)));
        arguments.push(Argument::new("size_t", count_name(variable, name)));
    }

    fn structure_out(self, structure: &Structure, arguments: &mut Vec<Argument>) {
        let name = naming::cpp_argument(&structure.name);
        match &structure.shape {
            Shape::Fixed(ty) => {
                arguments.push(Argument::new(format!("{} *", self.name(ty)), name));
            }
            Shape::Variable(variable) => self.variable_out(variable, &structure.name, arguments),
            Shape::Versions { ty: Some(ty), .. } => {
                arguments.push(Argument::new(format!("{} *", self.name(ty)), name));
                arguments.push(Argument::new("size_t", size_name(&structure.name)));
            }
            Shape::Versions { ty: None, .. } => {
                arguments.push(Argument::new("uint8_t *", name));
                arguments.push(Argument::new("size_t", length_name(&structure.name)));
            }
            Shape::ZeroCopy { .. } => {
                arguments.push(Argument::new("IOMemoryDescriptor *", name));
                arguments.push(Argument::new("uint64_t", capacity_name(&structure.name)));
                arguments.push(Argument::new("uint64_t *", length_name(&structure.name)));
            }
            Shape::HeaderTail {
                header,
                tail,
                tail_name,
            } => {
                arguments.push(Argument::new(format!("{} *", self.name(header)), name));
                self.variable_out(tail, tail_name, arguments);
            }
        }
    }

    fn variable_out(self, variable: &Variable, name: &str, arguments: &mut Vec<Argument>) {
        let element = format!("{} *", self.element(variable));
        arguments.push(Argument::new(element, naming::cpp_argument(name)));
        arguments.push(Argument::new("size_t", capacity_name(name)));
        arguments.push(Argument::new("size_t *", count_name(variable, name)));
    }

    /// The innermost element of something variable.
    pub(crate) fn element(self, variable: &Variable) -> &'i str {
        if variable.text.is_some() {
            return "char";
        }
        variable
            .element
            .as_ref()
            .map_or("uint8_t", |element| self.name(element))
    }
}

/// A structure whose type depends on the selector.
fn bytes(ty: &str, structure: &Structure, arguments: &mut Vec<Argument>) {
    let length = naming::count_of(&structure.name, true);
    arguments.push(Argument::new(ty, naming::cpp_argument(&structure.name)));
    arguments.push(Argument::new("size_t", naming::cpp_argument(&length)));
}

/// `bytesLength`, `recordsCount`.
pub(crate) fn count_name(variable: &Variable, name: &str) -> String {
    naming::cpp_argument(&naming::count_of(name, variable.element.is_none()))
}

/// `bytesLength`, of bytes that have no type.
pub(crate) fn length_name(name: &str) -> String {
    naming::cpp_argument(&naming::count_of(name, true))
}

/// `requestSize`.
pub(crate) fn size_name(name: &str) -> String {
    naming::cpp_argument(&naming::size_of(name))
}

/// `recordsCapacity`.
pub(crate) fn capacity_name(name: &str) -> String {
    naming::cpp_argument(&naming::capacity_of(name))
}

/// An argument of a handler.
pub(crate) struct Argument {
    /// Its type.
    pub(crate) ty: String,
    /// Its name.
    pub(crate) name: String,
}

impl Argument {
    /// An argument of a type.
    pub(crate) fn new(ty: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            ty: ty.into(),
            name: name.into(),
        }
    }
}

impl std::fmt::Display for Argument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.ty, self.name)
    }
}

/// A list of arguments behind `head`, which is `indent` columns in: on one line when it fits into
/// 100, else one argument a line.
pub(crate) fn list(indent: usize, head: &str, arguments: &[String], tail: &str) -> String {
    let joined = arguments.join(", ");
    if indent + head.len() + joined.len() + tail.len() + 2 <= 100 {
        return format!("{head}({joined}){tail}");
    }
    let inner = format!("\n{:1$}", "", indent + 4);
    format!(
        "{head}({inner}{}){tail}",
        arguments.join(&format!(",{inner}"))
    )
}

/// A default as one writes it for a type.
pub(crate) fn default(literal: &Literal, ty: &Type, cpp: Cpp<'_>) -> String {
    match (literal, ty) {
        (Literal::Bool(value), _) => value.to_string(),
        (Literal::Value(value), _) => {
            format!("{}::{}", cpp.name(ty), naming::cpp_value(&value.name))
        }
        (Literal::Float(value), Type::Prim(Prim::F32)) => format!("{:?}f", *value as f32),
        (Literal::Float(value), _) => format!("{value:?}"),
        (Literal::Integer(value), Type::Prim(prim)) => self::literal(*value, *prim),
        (Literal::Integer(value), Type::Named(id)) => match &cpp.interface.type_def(*id).body {
            Body::Flags { repr, .. } => self::literal(*value, *repr),
            _ => value.to_string(),
        },
        (Literal::Integer(value), Type::Array(..)) => value.to_string(),
    }
}

/// An integer literal of a type; C and C++ read it with that very value.
pub(crate) fn literal(value: i128, prim: Prim) -> String {
    match prim {
        Prim::U64 => format!("{value}ull"),
        Prim::U8 | Prim::U16 | Prim::U32 => format!("{value}u"),
        // The smallest value has no literal: `-` is applied to a number that doesn't fit.
        Prim::I64 if value == i128::from(i64::MIN) => format!("({}ll - 1)", value + 1),
        Prim::I32 if value == i128::from(i32::MIN) => format!("({} - 1)", value + 1),
        Prim::I64 if value < 0 => format!("({value}ll)"),
        Prim::I64 => format!("{value}ll"),
        _ if value < 0 => format!("({value})"),
        _ => value.to_string(),
    }
}
