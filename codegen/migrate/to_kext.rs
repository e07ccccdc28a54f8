//! A kext instead of a dext, and a kext of the other kind.

use iigen_parser::interface::{Body, Event, Method, Prim, Shape, Structure, Type};
use iigen_parser::naming;
use iigen_parser::spec::{Backing, Target};

use super::data::{place, title};
use super::{Migration, rules};

impl Migration<'_> {
    /// A kext instead of a dext.
    pub(super) fn kext_from_dext(&mut self) {
        let whole = self.whole;
        let class = &whole.interface.class;
        let span = whole.spec.class.span;
        let base = if self.to == Target::Kext2022 {
            "IOUserClient2022"
        } else {
            "IOUserClient"
        };
        self.changes(
            &rules::CLASS,
            span,
            format!("{class} derives from {base}, is declared in {class}.h instead of {class}.iig, and lives in the kernel"),
            &[
                "initWithTask, start, stop and clientClose stand for init, Start and Stop. Handlers keep their names, \
                 arguments and results.",
                "A mistake in it takes the Mac down. There are no exceptions and no standard library, a stack has 16 KiB, \
                 and nothing waits while it holds a lock.",
            ],
        );
        self.changes(
            &rules::LOCKING,
            span,
            "handlers run one at a time under a lock of the user client, and not on a queue",
            &[
                "The generated class asks for it by its properties, which older systems don't know: there, \
                 handlers meet, and what they share needs an IOLock.",
                "Work of a dispatch queue goes to an IOWorkLoop and its event sources, behind an IOCommandGate where \
                 it meets a handler.",
            ],
        );
        let provider = &whole.interface.provider;
        self.changes(
            &rules::PROVIDER,
            whole.spec.provider.span,
            format!("{provider} is a class of IOKit's, and its newUserClient makes {class}"),
            &[
                &self.maker_of_kext(),
                "Anybody may open a kext's user client: what the system asked of a dext's clients, `access` has to ask.",
            ],
        );
        self.access_of_kext();
        self.common();
        for method in &whole.interface.methods {
            self.row_to_kext(method);
            self.entitled(method);
            self.structures_to_kext(method);
            self.floats(method);
        }
        self.retired();
        self.memory_to_kext();
        for callback in &whole.spec.callbacks {
            self.changes(
                &rules::CALLBACK,
                callback.name.span,
                format!("`{}` is called in the dext only", callback.name.value),
                &["IOKit tells a kext by completion functions and event sources of a work loop, whose refcon is \
                   what the action's reference was: that code is your own."],
            );
        }
    }

    /// What makes the user client; without `newUserClient`, no refusal says why.
    fn maker_of_kext(&self) -> String {
        let interface = self.interface();
        let class = &interface.class;
        let spec = &self.whole.spec;
        let kernel_asks = self.to == Target::Kext2022;
        let is_asked = (spec.entitlement.is_some() && !kernel_asks) || interface.administrator;
        if is_asked {
            format!(
                "newUserClient answers what {class}Create makes, or why it makes none. Where the personality's \
                 IOUserClientClass leaves that to the kernel, who is refused gets kIOReturnBadArgument."
            )
        } else if interface.open_type.is_some() {
            format!(
                "newUserClient answers what {class}Create makes, and asks the next one for another type."
            )
        } else {
            "Or its personality has IOUserClientClass, and the kernel does that.".to_owned()
        }
    }

    /// One kind of kext instead of the other.
    pub(super) fn between_kexts(&mut self) {
        let whole = self.whole;
        let class = &whole.interface.class;
        let (what, advice) = if self.to == Target::Kext2022 {
            (
                format!("{class} derives from IOUserClient2022"),
                "Older systems don't have it, and it opens only with four properties, which generated code sets: \
                 kIOUserClientEntitlementsKey and three of locking. In your own file, calls of the superclass name \
                 IOUserClient2022, and Authorize is called no more where only entitlements were asked for.",
            )
        } else {
            (
                format!("{class} derives from IOUserClient"),
                "The checks of rows that it doesn't have, allowAsync and checkEntitlement, are made by generated \
                 code instead. In your own file, calls of the superclass name IOUserClient, and Authorize is called in \
                 initWithTask where the spec has `access` or a method an entitlement.",
            )
        };
        self.changes(&rules::CLASS, whole.spec.class.span, what, &[advice]);
        self.entitlement_of_kext();
        self.common();
        for method in &whole.interface.methods {
            let span = self.written(method).name.span;
            let what = format!(
                "{}: its handler, and its row {}",
                title(method),
                self.rows(method)
            );
            self.carries(&rules::METHOD, span, what);
            self.entitled(method);
        }
        self.retired();
        for memory in &whole.spec.memory {
            let what = format!("`{}`: the same memory type", memory.name.value);
            self.carries(&rules::MEMORY, memory.name.span, what);
        }
    }

    fn access_of_kext(&mut self) {
        let spec = &self.whole.spec;
        self.entitlement_of_kext();
        if self.whole.interface.administrator
            && let Some(said) = &spec.administrator
        {
            let what = "administrators are known by clientHasPrivilege, which generated code asks";
            self.carries(&rules::ACCESS, said.span, what);
        }
        if let Some(open_type) = &spec.open_type {
            let what = format!(
                "the open type {}: the provider's newUserClient compares it",
                open_type.value
            );
            self.carries(&rules::OPEN_TYPE, open_type.span, what);
        }
    }

    /// Who looks for the entitlement of the whole user client, and what he answers.
    fn entitlement_of_kext(&mut self) {
        let Some(entitlement) = &self.whole.spec.entitlement else {
            return;
        };
        let name = &entitlement.value;
        if self.to == Target::Kext2022 {
            self.changes(
                &rules::ACCESS,
                entitlement.span,
                format!("the entitlement {name} is looked for by the kernel, at open"),
                &["A client without it is told kIOReturnNotPrivileged by IOServiceOpen, not kIOReturnNotPermitted."],
            );
        } else if self.from == Target::Kext2022 {
            self.changes(
                &rules::ACCESS,
                entitlement.span,
                format!("the entitlement {name} is looked for by generated code, in initWithTask"),
                &["A client without it is told kIOReturnNotPermitted by IOServiceOpen, not kIOReturnNotPrivileged."],
            );
        } else {
            let what =
                format!("the entitlement {name} is looked for by generated code, in initWithTask");
            self.carries(&rules::ACCESS, entitlement.span, what);
        }
    }

    fn row_to_kext(&mut self, method: &Method) {
        let span = self.written(method).name.span;
        let rows = self.rows(method);
        let title = title(method);
        if !method.checked {
            self.changes(
                &rules::UNCHECKED,
                span,
                format!("{title}: its handler gets IOExternalMethodArguments, and no row has checked them: {rows}"),
                &[
                    "structureInput is a pointer with structureInputSize, structureOutput one with \
                     structureOutputSize, both in the kernel's own memory; for an answer of any length, there is \
                     structureVariableOutputData instead. Descriptors are read by readBytes and written by \
                     writeBytes, between prepare and complete, and structureOutputDescriptorSize says how much.",
                    "asyncWakePort, asyncReference and asyncReferenceCount stand for the completion. A handler that \
                     answers such a call with success gives the port back by releaseAsyncReference64, once nothing \
                     more is to come.",
                ],
            );
        } else if method.completion.is_none() {
            self.carries(
                &rules::METHOD,
                span,
                format!("{title}: its handler, and its row {rows}"),
            );
        } else {
            let class = naming::cpp_completion(&self.interface().class, &method.name);
            let object = "Its completion class has the same members, so the handler stays; inside, it holds an \
                          OSAsyncReference64, which it releases once.";
            let column = if self.to == Target::Kext2022 {
                "allowAsync says that a call may have a completion, not that it must: the generated code looks."
            } else {
                "No column says whether a call has a completion: the generated code looks."
            };
            self.changes(
                &rules::COMPLETION,
                span,
                format!("{title} answers by {class}: its row {rows}"),
                &[column, object],
            );
        }
        if method.on_provider {
            let written = self.written(method);
            let span = written.on_provider.unwrap_or(written.name.span);
            self.changes(
                &rules::ON_PROVIDER,
                span,
                format!("{title} is handled by {}, a class of IOKit's", self.interface().provider),
                &["Its header declares the handler as the generated Dispatch.h shows. User clients have a lock \
                   each: what it changes in the provider needs an IOLock."],
            );
        }
    }

    fn structures_to_kext(&mut self, method: &Method) {
        let written = self.written(method);
        let sides = [
            (
                &method.struct_in,
                place(written.struct_in.as_ref(), written),
            ),
            (
                &method.struct_out,
                place(written.struct_out.as_ref(), written),
            ),
        ];
        for (structure, span) in sides {
            if let Some(Structure {
                name,
                shape: Shape::ZeroCopy { .. },
            }) = structure
            {
                let name = naming::cpp_argument(name);
                self.changes(
                    &rules::DESCRIPTOR,
                    span,
                    format!("{}: {name} is a descriptor of the kernel's", title(method)),
                    &["CreateMapping becomes prepare and complete around readBytes, writeBytes or map: a mapping of \
                       the client's memory in the kernel costs address space and time, and shows what the client \
                       changes meanwhile."],
                );
            }
        }
    }

    /// Floating-point numbers: a kext may calculate with them, and is advised against it (Apple's Kernel
    /// Programming Guide, "Kernel Programming Style"; xnu saves their registers as those of apps).
    fn floats(&mut self, method: &Method) {
        let interface = &self.whole.interface;
        let scalars = method.scalars_in.iter().chain(&method.scalars_out);
        let mut types: Vec<_> = scalars.map(|of| &of.ty).collect();
        match method.completion.as_ref().map(|of| &of.event) {
            Some(Event::Record(ty)) => types.push(ty),
            Some(Event::Scalars(scalars)) => types.extend(scalars.iter().map(|of| &of.ty)),
            _ => {}
        }
        for structure in [&method.struct_in, &method.struct_out]
            .into_iter()
            .flatten()
        {
            match &structure.shape {
                Shape::Fixed(ty) => types.push(ty),
                Shape::Variable(variable) => types.extend(&variable.element),
                Shape::Versions { ty, .. } => types.extend(ty),
                Shape::ZeroCopy { .. } => {}
                Shape::HeaderTail { header, tail, .. } => {
                    types.push(header);
                    types.extend(&tail.element);
                }
            }
        }
        if types.iter().any(|ty| has_float(ty, interface)) {
            self.changes(
                &rules::FLOATS,
                self.written(method).name.span,
                format!("{} carries floating-point numbers", title(method)),
                &["Kernel code may calculate with them, but Apple advises against it unless that is much faster \
                   there: let the client do it, or change to integers in a new method."],
            );
        }
    }

    fn memory_to_kext(&mut self) {
        for memory in &self.whole.spec.memory {
            let name = &memory.name.value;
            match memory.backing.map(|of| of.value) {
                Some(Backing::Handler) => {
                    let handler = naming::memory_handler(name);
                    self.changes(
                        &rules::MEMORY_HANDLER,
                        memory.name.span,
                        format!("`{name}`: {handler} answers a descriptor that it makes in another way"),
                        &["IOBufferMemoryDescriptor::inTaskWithOptions stands for Create, withSubRange for \
                           CreateSubMemoryDescriptor; a device's memory is what getDeviceMemoryWithIndex answers, \
                           retained."],
                    );
                }
                Some(Backing::Buffer) => self.carries(
                    &rules::MEMORY,
                    memory.name.span,
                    format!("`{name}`: the same memory type, made by clientMemoryForType"),
                ),
                // The other backings are DriverKit's own, which the checks say.
                _ => {}
            }
        }
    }
}

fn has_float(ty: &Type, interface: &iigen_parser::interface::Interface) -> bool {
    match ty {
        Type::Prim(prim) => matches!(prim, Prim::F32 | Prim::F64),
        Type::Array(element, _) => has_float(element, interface),
        Type::Named(id) => match &interface.type_def(*id).body {
            Body::Record { fields, .. } => fields.iter().any(|of| has_float(&of.ty, interface)),
            Body::Union(union) => {
                let mut types = union.variants.iter().filter_map(|of| of.ty.as_ref());
                types.any(|of| has_float(of, interface))
            }
            Body::Enum { .. } | Body::Flags { .. } => false,
        },
    }
}
