//! The code that carries one argument.

use iigen_parser::iig::ast::Type;
use iigen_parser::iig::model::{Argument, Carrier};

use super::message::Structure;

/// What one argument, or all of them, adds to the code of a message.
#[derive(Default)]
pub(super) struct Pieces {
    pub(super) message: Half,
    pub(super) reply: Half,
    /// Statements that fill the message.
    pub(super) fill: Vec<String>,
    /// Statements that check what came.
    pub(super) receive: Vec<String>,
    /// What the handler gets.
    pub(super) pass: Vec<String>,
    /// Statements that fill the reply.
    pub(super) answer: Vec<String>,
    /// Statements that give the reply to the caller.
    pub(super) collect: Vec<String>,
    /// The class whose metaclass the code names.
    pub(super) metaclass: Vec<String>,
}

/// The parts of a message or a reply.
#[derive(Default)]
pub(super) struct Half {
    pub(super) fields: Vec<String>,
    pub(super) descriptors: Vec<String>,
    /// The numbers of the descriptors, as text: bounds aren't evaluated.
    counts: Vec<String>,
    /// The numbers of those that carry objects.
    objects: Vec<String>,
}

impl Half {
    /// Adds all of `other` but its fields.
    pub(super) fn add(&mut self, other: Half) {
        self.descriptors.extend(other.descriptors);
        self.counts.extend(other.counts);
        self.objects.extend(other.objects);
    }

    /// The structure, with the fields of objects before the others, and `more` descriptors.
    pub(super) fn structure(self, objects: Vec<String>, more: usize) -> Structure {
        let mut fields = objects;
        fields.extend(self.fields);
        Structure {
            fields,
            descriptors: self.descriptors,
            count: sum(&self.counts, more),
            references: sum(&self.objects, more),
        }
    }

    fn port(&mut self, name: &str) {
        self.descriptors
            .push(format!("mach_msg_port_descriptor_t {name}__descriptor;"));
        self.counts.push("1".to_owned());
    }

    fn out_of_line(&mut self, name: &str) {
        self.descriptors
            .push(format!("mach_msg_ool_descriptor_t  {name}__descriptor;"));
        self.counts.push("1".to_owned());
        self.objects.push("1".to_owned());
    }

    fn object(&mut self, name: &str) {
        self.port(name);
        self.objects.push("1".to_owned());
    }
}

/// The sum of numbers and expressions, as short as can be.
fn sum(terms: &[String], more: usize) -> String {
    let mut number = more;
    let mut others = Vec::new();
    for term in terms {
        match term.parse::<usize>() {
            Ok(value) => number += value,
            Err(_) => others.push(format!("({term})")),
        }
    }
    if number > 0 || others.is_empty() {
        others.insert(0, number.to_string());
    }
    others.join(" + ")
}

/// The code that carries `argument` in the message `prefix`.
pub(super) fn pieces(
    argument: &Argument,
    carrier: &Carrier,
    prefix: &str,
    replies: bool,
) -> Pieces {
    let mut code = Code {
        name: &argument.name,
        prefix,
        fail: if replies {
            "return kIOReturnBadArgument;"
        } else {
            "return;"
        },
        overrun: if replies {
            "return kIOReturnOverrun;"
        } else {
            "return;"
        },
        pieces: Pieces::default(),
    };
    match carrier {
        Carrier::Serialized { class } => code.serialized(class),
        Carrier::SerializedOut { class } => code.serialized_out(class),
        Carrier::Object { class } => code.object(class, argument.is_target),
        Carrier::ObjectOut { class } => code.object_out(class),
        Carrier::Objects {
            class,
            bound,
            counted,
        } => code.objects(class, bound, *counted),
        Carrier::Port { disposition } => code.port(disposition),
        Carrier::Text { bound } => code.text(bound),
        Carrier::Array {
            element,
            bound,
            counted,
        } => code.array(element, bound, *counted),
        Carrier::ArrayOut {
            element,
            bound,
            counted,
        } => code.array_out(element, bound, *counted),
        Carrier::Count { ty, array } => code.count(ty, array),
        Carrier::CountInOut { ty, array } => code.count_in_out(ty, array),
        Carrier::Record { ty } => code.record(ty),
        Carrier::Out { ty } => code.out(ty),
        Carrier::Value { ty } => code.value(ty),
    }
    code.pieces
}

struct Code<'a> {
    name: &'a str,
    prefix: &'a str,
    /// What the caller's side does about a bad argument.
    fail: &'static str,
    /// What it does about too many elements.
    overrun: &'static str,
    pieces: Pieces,
}

impl Code<'_> {
    fn fill(&mut self, line: String) {
        self.pieces.fill.push(line);
    }

    fn receive(&mut self, line: String) {
        self.pieces.receive.push(line);
    }

    fn pass(&mut self, argument: String) {
        self.pieces.pass.push(argument);
    }

    fn answer(&mut self, line: String) {
        self.pieces.answer.push(line);
    }

    fn collect(&mut self, line: String) {
        self.pieces.collect.push(line);
    }

    fn names(&mut self, class: &str) {
        self.pieces.metaclass.push(class.to_owned());
    }

    fn serialized(&mut self, class: &str) {
        let Self { name, prefix, .. } = *self;
        self.names(class);
        self.pieces
            .message
            .fields
            .push(format!("{class} * {name};"));
        self.pieces.message.out_of_line(name);
        self.fill(format!(
            "_msg->{name}__descriptor.type = MACH_MSG_OOL_DESCRIPTOR;"
        ));
        self.fill(format!(
            "_msg->{name}__descriptor.copy = MACH_MSG_VIRTUAL_COPY;"
        ));
        self.fill(format!(
            "_msg->{name}__descriptor.address = reinterpret_cast<void *>(offsetof({prefix}_Msg_Content, {name}));"
        ));
        self.fill(format!("_msg->content.{name} = {name};"));
        self.receive(format!(
            "if (_content.{name} && !iig::Object<{class}>(iig::Reference(_content.{name}), g{class}MetaClass)) return kIOReturnBadArgument;"
        ));
        self.pass(format!("_content.{name}"));
    }

    fn serialized_out(&mut self, class: &str) {
        let Self { name, prefix, .. } = *self;
        self.names(class);
        self.pieces.reply.fields.push(format!("{class} * {name};"));
        self.pieces.reply.out_of_line(name);
        self.pass(format!("&_answer.{name}"));
        self.answer(format!(
            "_reply->{name}__descriptor.type = MACH_MSG_OOL_DESCRIPTOR;"
        ));
        self.answer(format!(
            "_reply->{name}__descriptor.copy = MACH_MSG_VIRTUAL_COPY;"
        ));
        self.answer(format!(
            "_reply->{name}__descriptor.address = reinterpret_cast<void *>(offsetof({prefix}_Rpl_Content, {name}));"
        ));
        self.answer(format!("_reply->{name}__descriptor.size = 0;"));
        self.collect(format!(
            "if (_ret == kIOReturnSuccess) _ret = iig::Take(iig::Reference(_rpl->content.{name}), g{class}MetaClass, {name});"
        ));
    }

    fn object(&mut self, class: &str, is_target: bool) {
        let name = self.name;
        self.names(class);
        self.pieces
            .message
            .fields
            .push(format!("OSObjectRef  {name};"));
        self.pieces.message.object(name);
        if is_target {
            self.fill(format!("if (!{name}) {}", self.fail));
        }
        self.fill(format!(
            "_msg->{name}__descriptor.type = MACH_MSG_PORT_DESCRIPTOR;"
        ));
        self.fill(format!("_msg->content.{name} = iig::Reference({name});"));
        let meta = if is_target {
            format!("_targetActionClass ? _targetActionClass : g{class}MetaClass")
        } else {
            format!("g{class}MetaClass")
        };
        self.receive(format!(
            "{class} * const _in_{name} = iig::Object<{class}>(_content.{name}, {meta});"
        ));
        self.receive(format!(
            "if (_content.{name} && !_in_{name}) return kIOReturnBadArgument;"
        ));
        self.pass(format!("_in_{name}"));
    }

    fn object_out(&mut self, class: &str) {
        let name = self.name;
        self.names(class);
        self.pieces
            .reply
            .fields
            .push(format!("OSObjectRef  {name};"));
        self.pieces.reply.object(name);
        self.receive(format!("{class} * _out_{name} = NULL;"));
        self.pass(format!("&_out_{name}"));
        self.answer(format!("_answer.{name} = iig::Reference(_out_{name});"));
        self.answer(format!(
            "_reply->{name}__descriptor.type = MACH_MSG_PORT_DESCRIPTOR;"
        ));
        self.collect(format!(
            "if (_ret == kIOReturnSuccess) _ret = iig::Take(_rpl->content.{name}, g{class}MetaClass, {name});"
        ));
    }

    fn objects(&mut self, class: &str, bound: &str, counted: bool) {
        let Self {
            name,
            fail,
            overrun,
            ..
        } = *self;
        self.names(class);
        let message = &mut self.pieces.message;
        message
            .fields
            .push(format!("OSObjectRef __{name}[{bound}];"));
        message.descriptors.push(format!(
            "mach_msg_port_descriptor_t {name}__descriptor[{bound}];"
        ));
        message.counts.push(bound.to_owned());
        message.objects.push(bound.to_owned());
        let number = if counted {
            self.fill(format!(
                "if (static_cast<size_t>({name}Count) > ({bound})) {overrun}"
            ));
            format!("static_cast<size_t>({name}Count)")
        } else {
            format!("static_cast<size_t>({bound})")
        };
        self.fill(format!("if (!{name} && {number} != 0) {fail}"));
        self.fill(format!(
            "for (size_t _at = 0; _at < ({bound}); _at++) _msg->{name}__descriptor[_at].type = MACH_MSG_PORT_DESCRIPTOR;"
        ));
        self.fill(format!(
            "for (size_t _at = 0; _at < {number}; _at++) _msg->content.__{name}[_at] = iig::Reference({name}[_at]);"
        ));
        self.receive(format!("{class} * _in_{name}[{bound}];"));
        self.receive(format!("for (size_t _at = 0; _at < ({bound}); _at++)"));
        self.receive("{".to_owned());
        self.receive(format!(
            "    _in_{name}[_at] = iig::Object<{class}>(_content.__{name}[_at], g{class}MetaClass);"
        ));
        self.receive(format!(
            "    if (_content.__{name}[_at] && !_in_{name}[_at]) return kIOReturnBadArgument;"
        ));
        self.receive("}".to_owned());
        self.pass(format!("_in_{name}"));
    }

    fn port(&mut self, disposition: &str) {
        let name = self.name;
        self.pieces.message.port(name);
        self.fill(format!(
            "_msg->{name}__descriptor.type = MACH_MSG_PORT_DESCRIPTOR;"
        ));
        self.fill(format!(
            "_msg->{name}__descriptor.disposition = {disposition};"
        ));
        self.fill(format!("_msg->{name}__descriptor.name = {name};"));
        self.pass(format!("_message->{name}__descriptor.name"));
    }

    fn text(&mut self, bound: &str) {
        let name = self.name;
        self.pieces
            .message
            .fields
            .push(format!("const char *  {name};"));
        self.pieces
            .message
            .fields
            .push(format!("char __{name}[{bound}];"));
        self.fill(format!("iig::Text(_msg->content.__{name}, {name});"));
        self.receive(format!(
            "if (!iig::Ends(_content.__{name})) return kIOReturnBadArgument;"
        ));
        self.pass(format!("_content.__{name}"));
    }

    fn array(&mut self, element: &Type, bound: &str, counted: bool) {
        let Self {
            name,
            fail,
            overrun,
            ..
        } = *self;
        self.pieces
            .message
            .fields
            .push(format!("const {element} *  {name};"));
        self.pieces
            .message
            .fields
            .push(format!("{element} __{name}[{bound}];"));
        let number = if counted {
            self.fill(format!(
                "if (static_cast<size_t>({name}Count) > ({bound})) {overrun}"
            ));
            format!("static_cast<size_t>({name}Count)")
        } else {
            format!("static_cast<size_t>({bound})")
        };
        self.fill(format!("if (!{name} && {number} != 0) {fail}"));
        self.fill(format!(
            "if ({name}) memcpy(static_cast<void *>(_msg->content.__{name}), {name}, {number} * sizeof({element}));"
        ));
        self.pass(format!("_content.__{name}"));
    }

    fn array_out(&mut self, element: &Type, bound: &str, counted: bool) {
        let name = self.name;
        self.pieces
            .reply
            .fields
            .push(format!("{element} *  {name};"));
        self.pieces
            .reply
            .fields
            .push(format!("{element} __{name}[{bound}];"));
        self.pass(format!("_answer.__{name}"));
        let number = if counted {
            self.collect(format!(
                "if (_rpl->content.{name}Count < *{name}Count) *{name}Count = _rpl->content.{name}Count;"
            ));
            format!("static_cast<size_t>(*{name}Count)")
        } else {
            format!("static_cast<size_t>({bound})")
        };
        self.collect(format!(
            "if ({name}) memcpy(static_cast<void *>({name}), _rpl->content.__{name}, {number} * sizeof({element}));"
        ));
    }

    fn count(&mut self, ty: &Type, array: &str) {
        let name = self.name;
        self.pieces.message.fields.push(format!("{ty}  {name};"));
        self.fill(format!("_msg->content.{name} = {name};"));
        self.pass(format!(
            "iig::Clamp(_content.{name}, sizeof(_content.__{array}) / sizeof(_content.__{array}[0]))"
        ));
    }

    fn count_in_out(&mut self, ty: &Type, array: &str) {
        let Self {
            name,
            fail,
            overrun,
            ..
        } = *self;
        let room = format!("sizeof(_answer.__{array}) / sizeof(_answer.__{array}[0])");
        self.pieces.message.fields.push(format!("{ty}  {name};"));
        self.pieces.reply.fields.push(format!("{ty}  {name};"));
        self.fill(format!("if (!{name}) {fail}"));
        let capacity = room.replace("_answer", "_rpl->content");
        self.fill(format!(
            "if (static_cast<size_t>(*{name}) > {capacity}) {overrun}"
        ));
        self.fill(format!("_msg->content.{name} = *{name};"));
        self.receive(format!(
            "_answer.{name} = iig::Clamp(_content.{name}, {room});"
        ));
        self.pass(format!("&_answer.{name}"));
    }

    fn record(&mut self, ty: &Type) {
        let Self { name, fail, .. } = *self;
        self.pieces.message.fields.push(format!("{ty}  {name};"));
        self.fill(format!("if (!{name}) {fail}"));
        self.fill(format!(
            "memcpy(static_cast<void *>(&_msg->content.{name}), {name}, sizeof(_msg->content.{name}));"
        ));
        self.pass(format!("&_content.{name}"));
    }

    fn out(&mut self, ty: &Type) {
        let name = self.name;
        self.pieces.reply.fields.push(format!("{ty}  {name};"));
        self.pass(format!("&_answer.{name}"));
        self.collect(format!(
            "if ({name}) memcpy(static_cast<void *>({name}), &_rpl->content.{name}, sizeof(*{name}));"
        ));
    }

    fn value(&mut self, ty: &Type) {
        let name = self.name;
        self.pieces.message.fields.push(format!("{ty}  {name};"));
        self.fill(format!("_msg->content.{name} = {name};"));
        self.pass(format!("_content.{name}"));
    }
}
