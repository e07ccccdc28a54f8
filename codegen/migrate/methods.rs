//! A dext instead of a kext: the methods.

use iigen_parser::interface::{Method, Shape};
use iigen_parser::naming;
use iigen_parser::spec::Target;

use super::data::{INBAND, longest, place, title};
use super::{Migration, rules};

impl Migration<'_> {
    pub(super) fn methods_to_dext(&mut self) {
        let whole = self.whole;
        for method in &whole.interface.methods {
            self.row_to_dext(method);
            self.entitled_of_dext(method);
            self.structures_to_dext(method);
            if method.on_provider {
                let provider = &whole.interface.provider;
                let span = self.written(method).on_provider;
                let span = span.unwrap_or(self.written(method).name.span);
                let handler = naming::handler(method.handler());
                self.changes(
                    &rules::ON_PROVIDER,
                    span,
                    format!("{} is handled by {provider}, on the user client's queue", title(method)),
                    &[&format!(
                        "{provider}.iig declares {handler} as {}Dispatch.h shows, LOCALONLY, so that it is a plain \
                         call. With several user clients it is called on several queues: what it changes in the \
                         provider needs an IOLock, as it did in the kext.",
                        whole.interface.class
                    )],
                );
            }
        }
        self.retired();
    }

    /// Selectors that are answered kIOReturnUnsupported.
    pub(super) fn retired(&mut self) {
        let whole = self.whole;
        for retired in whole.spec.methods.iter().filter(|of| of.retired.is_some()) {
            self.carries(
                &rules::METHOD,
                retired.name.span,
                format!(
                    "`{}` stays retired: kIOReturnUnsupported",
                    retired.name.value
                ),
            );
        }
    }

    fn row_to_dext(&mut self, method: &Method) {
        let span = self.written(method).name.span;
        let rows = self.rows(method);
        let title = title(method);
        if !method.checked {
            self.changes(
                &rules::UNCHECKED,
                span,
                format!("{title}: its handler gets IOUserClientMethodArguments, and no row has checked them: {rows}"),
                &[
                    "structureInput is an OSData, without bytes none; structureOutput is an OSData that the handler \
                     makes, of at most structureOutputMaximumSize, and never beside a structureOutputDescriptor; \
                     completion, an OSAction to be retained, stands for asyncWakePort, asyncReference and \
                     asyncReferenceCount; structureVariableOutputData is gone: structureOutputMaximumSize is \
                     kIOUserClientVariableStructureSize then, and the OSData has any length. Descriptors have the \
                     same names and are mapped, by CreateMapping; structureOutputDescriptorSize is gone. Scalars \
                     are the same.",
                    "Better, give it types: then the handler is the same in both.",
                ],
            );
            return;
        }
        let Some(completion) = &method.completion else {
            let kept = if has_descriptor(method) {
                "the arguments of its handler"
            } else {
                "its handler"
            };
            self.carries(
                &rules::METHOD,
                span,
                format!("{title}: {kept}, and its row {rows}, which refuses a completion"),
            );
            return;
        };
        let class = naming::cpp_completion(&self.interface().class, &method.name);
        let column = if completion.required {
            "The new first column, checkCompletionExists, is 1: a call without a completion is refused before the \
             handler, kIOReturnBadArgument, as the kext's generated code refuses it."
        } else {
            "The new first column, checkCompletionExists, is all ones: a call may come without a completion."
        };
        let object = "Its completion class has the same members, so the handler stays. Inside, it holds an OSAction \
                      instead of an OSAsyncReference64, and AsyncCompletion stands for sendAsyncResult64, of 16 \
                      words as before; what is written by hand for asyncReference, setAsyncReference64 or \
                      releaseAsyncReference64 goes.";
        self.changes(
            &rules::COMPLETION,
            span,
            format!("{title} answers by {class}: its row {rows}"),
            &[column, object],
        );
    }

    /// An entitlement of its own, which a row of 2022 names and generated code looks for elsewhere.
    pub(super) fn entitled(&mut self, method: &Method) {
        let (Some(entitlement), Some(written)) =
            (&method.entitlement, &self.written(method).entitlement)
        else {
            return;
        };
        let span = written.span;
        self.carries(
            &rules::ENTITLEMENT,
            span,
            format!(
                "{}: the entitlement {entitlement}, without which it answers kIOReturnNotPrivileged",
                title(method)
            ),
        );
    }

    /// The same in a dext, which looks once, at what the client had when it opened.
    fn entitled_of_dext(&mut self, method: &Method) {
        let (Some(entitlement), Some(written)) =
            (&method.entitlement, &self.written(method).entitlement)
        else {
            return;
        };
        let today = if self.from == Target::Kext2022 {
            "Today the kernel looks, at each call, because the row names it."
        } else {
            "Today State()->Authorize(…) in initWithTask does the same."
        };
        let start = format!(
            "State()->Authorize(this) goes into Start, and looks once at what the client has: without it the method \
             answers everybody kIOReturnNotPrivileged. {today} The code stays."
        );
        self.changes(
            &rules::ENTITLEMENT,
            written.span,
            format!(
                "{}: the entitlement {entitlement} is looked for when a client opens",
                title(method)
            ),
            &[&start],
        );
    }

    fn structures_to_dext(&mut self, method: &Method) {
        let written = self.written(method);
        let spans = [
            place(written.struct_in.as_ref(), written),
            place(written.struct_out.as_ref(), written),
        ];
        let title = title(method);
        if let Some(input) = &method.struct_in
            && let Shape::ZeroCopy { .. } = input.shape
        {
            let name = naming::cpp_argument(&input.name);
            self.changes(
                &rules::DESCRIPTOR,
                spans[0],
                format!("{title}: {name} is a descriptor in another address space"),
                &[
                    "readBytes, map and the generated InputMapping become CreateMapping(kIOMemoryMapReadOnly, …), and \
                     GetAddress and GetLength of the map. prepare and complete around them go; for a device, \
                     PrepareForDMA and CompleteDMA of an IODMACommand do what they did. It may be retained and \
                     handed on, to AsyncIO for one.",
                    "It is the client's memory in both: what a handler decides by, it copies first.",
                ],
            );
        }
        let Some(output) = &method.struct_out else {
            return;
        };
        let is_variable = matches!(output.shape, Shape::Variable(_) | Shape::HeaderTail { .. });
        let longest = longest(output, self.interface());
        if let Shape::ZeroCopy { .. } = output.shape {
            let name = naming::cpp_argument(&output.name);
            let what = format!("{title}: {name} is written through a mapping");
            let mapping = "writeBytes becomes CreateMapping and a copy into the map, and prepare and complete around \
                           it go. Nothing is read back from it.";
            let length = "A dext can't say how much of a descriptor it has filled: above 4,096 bytes of room, all of \
                          it is the answer, where the kext's structureOutputDescriptorSize said less. Where that \
                          matters, return the length as a scalar.";
            let advice = if longest > INBAND {
                vec![mapping, length]
            } else {
                vec![mapping]
            };
            self.changes(&rules::DESCRIPTOR, spans[1], what, &advice);
        } else if method.at_least.struct_out {
            self.changes(
                &rules::OUTPUT_LENGTH,
                spans[1],
                format!("{title}: a client's descriptor can't be answered in part by a dext"),
                &[
                    "The generated client offers as much room as there is to answer: it stays as it is.",
                    "A client written by hand that offers more, and more than 4,096 bytes, is told the length by a \
                     kext; by a dext its own length is left unchanged. Let it take the record's size for granted.",
                ],
            );
        } else if is_variable && longest > INBAND {
            self.changes(
                &rules::OUTPUT_LENGTH,
                spans[1],
                format!("{title}: a client's descriptor can't be answered in part by a dext"),
                &[
                    "The generated client asks for an answer of any length where it has room for more than 4,096 \
                     bytes, and both drivers answer that with the exact length: it stays as it is.",
                    "A client written by hand that calls IOConnectCallStructMethod with a larger buffer gets all of \
                     it back, the length unchanged: let it pass kIOConnectMethodVarOutputSize, or use the \
                     generated client.",
                ],
            );
        }
    }
}

/// Whether its handler gets a structure as a descriptor.
fn has_descriptor(method: &Method) -> bool {
    let mut structures = [&method.struct_in, &method.struct_out]
        .into_iter()
        .flatten();
    structures.any(|of| matches!(of.shape, Shape::ZeroCopy { .. }))
}
