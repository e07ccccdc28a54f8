//! Callbacks.

use iigen_parser::spec::{Callback, Name, ReceiverClass};
use serde_yaml::Value;

use super::value::{Map, Values, name};

impl Values<'_> {
    pub(super) fn callback<'s>(&self, callback: &'s Callback) -> (&'s Name, Value) {
        let parameters = callback.parameters.as_ref();
        let parameters = parameters.map(|of| of.value.iter().map(name).collect());
        let on = callback.on.as_ref().map(|target| match target {
            ReceiverClass::Provider(_) => "provider".into(),
            ReceiverClass::Class { class, extends, .. } => Map::default()
                .with("class", name(class))
                .with("extends", name(extends))
                .value(),
        });
        let map = Map::default()
            .with("type", name(&callback.root))
            .maybe("include", callback.include.as_ref().map(name))
            .maybe("parameters", parameters.map(Value::Sequence))
            .maybe("context", callback.context.as_ref().map(name))
            .maybe("on", on)
            .doc(&callback.doc);
        (&callback.name, map.value())
    }
}
