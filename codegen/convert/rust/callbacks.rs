//! Callbacks.

use iigen_parser::spec::{Callback, ReceiverClass};

use super::Module;
use super::layout::{argument, attribute, method, parameter};
use super::text::Depth::Member;
use super::text::{key, quoted};

impl Module<'_> {
    pub(super) fn callback(&mut self, of: &Callback) {
        self.out.doc(Member, &of.doc);
        let mut arguments = vec![quoted(&of.root.value)];
        if let Some(include) = &of.include {
            arguments.push(key("include", quoted(&include.value)));
        }
        if let Some(parameters) = &of.parameters {
            let parameters = parameters.value.iter().map(|of| quoted(&of.value));
            let parameters: Vec<_> = parameters.collect();
            arguments.push(argument(Member as usize + 4, "parameters", &parameters));
        }
        match &of.on {
            None => {}
            Some(ReceiverClass::Provider(_)) => arguments.push(key("on", "provider")),
            Some(ReceiverClass::Class { class, extends, .. }) => {
                let (class, extends) = (&class.value, &extends.value);
                arguments.push(format!("on(class = {class}, extends = {extends})"));
            }
        }
        self.out
            .line(Member, &attribute(Member as usize, "callback", &arguments));
        let context = of.context.as_ref().map(|of| {
            let ty = format!("&{}", of.value.clone());
            parameter(&[], &[], "context", &ty)
        });
        let parameters: Vec<_> = context.into_iter().collect();
        let name = of.name.value.clone();
        self.out.line(Member, &method(&name, &parameters, &[]));
    }
}
