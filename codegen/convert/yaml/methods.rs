//! Methods and their completions.

use iigen_parser::spec::{Completion, Event, Method, Name};
use serde_yaml::Value;

use super::value::{Map, Values, name};

impl Values<'_> {
    pub(super) fn method<'s>(&self, method: &'s Method) -> (&'s Name, Value) {
        let retired = method.retired.as_ref().map(|of| match &of.value {
            Some(reason) => Value::String(reason.clone()),
            None => Value::Bool(true),
        });
        let frozen = method.frozen.as_ref().map(|of| match of.value {
            Some(digest) => self.digest(digest),
            None => Value::Bool(true),
        });
        let structure = |of: &Option<_>| of.as_ref().map(|of| self.structure(of));
        let map = Map::default()
            .with("selector", self.number(&method.selector))
            .doc(&method.doc)
            .maybe("on", method.on_provider.map(|_| "provider".into()))
            .maybe("handler", method.handler.as_ref().map(name))
            .maybe("entitlement", method.entitlement.as_ref().map(name))
            .maybe("since", method.since.as_ref().map(|of| self.number(of)))
            .maybe("check", checks(method))
            .each("in", &method.scalars_in, |of| self.field(of))
            .maybe("struct_in", structure(&method.struct_in))
            .each("out", &method.scalars_out, |of| self.field(of))
            .maybe("struct_out", structure(&method.struct_out))
            .maybe(
                "completion",
                method.completion.as_ref().map(|of| self.completion(of)),
            )
            .maybe("retired", retired)
            .maybe("frozen", frozen);
        (&method.name, map.value())
    }

    fn completion(&self, completion: &Completion) -> Value {
        let map = Map::default();
        let map = match &completion.event {
            Event::Empty => map,
            Event::Type(ty) => map.with("event", self.ty(ty)),
            Event::Scalars(scalars, _) => map.each("event", scalars, |of| self.field(of)),
        };
        let optional = (!completion.required).then_some(Value::Bool(false));
        map.flag("repeats", completion.repeats)
            .maybe("required", optional)
            .value()
    }
}

/// `none`, or for what a client may offer more room.
fn checks(method: &Method) -> Option<Value> {
    if method.unchecked.is_some() {
        return Some("none".into());
    }
    let at_least = &method.at_least;
    let word = |of: Option<_>| of.map(|_| "at-least".into());
    let some = at_least.out.or(at_least.struct_out);
    some.map(|_| {
        Map::default()
            .maybe("out", word(at_least.out))
            .maybe("struct_out", word(at_least.struct_out))
            .value()
    })
}
