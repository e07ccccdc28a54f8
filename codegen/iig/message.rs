//! A message and its reply: structures, and the code that fills and empties them.

use iigen_parser::iig::model::{Carrier, Member};

use super::carrier::{Pieces, pieces};

/// Everything that is generated for a message that a class introduces.
pub(super) struct Message {
    pub(super) class: String,
    pub(super) method: String,
    /// `Class_Method`
    pub(super) prefix: String,
    pub(super) result: String,
    /// Whether there is a reply.
    pub(super) replies: bool,
    /// The parameters of the caller's side.
    pub(super) parameters: String,
    /// The object that gets the message.
    pub(super) receiver: String,
    pub(super) has_target: bool,
    pub(super) flags: String,
    pub(super) message: Structure,
    pub(super) reply: Structure,
    pub(super) fill: Vec<String>,
    pub(super) receive: Vec<String>,
    pub(super) pass: Vec<String>,
    pub(super) answer: Vec<String>,
    pub(super) collect: Vec<String>,
    /// The classes whose metaclasses the code names.
    pub(super) metaclasses: Vec<String>,
}

/// A message or a reply.
#[derive(Default)]
pub(super) struct Structure {
    /// After the header: objects first.
    pub(super) fields: Vec<String>,
    pub(super) descriptors: Vec<String>,
    /// The number of descriptors.
    pub(super) count: String,
    /// The number of objects among them.
    pub(super) references: String,
}

impl Message {
    /// The message that `member` of `class` introduces.
    pub(super) fn new(class: &str, member: &Member<'_>) -> Self {
        let method = member.method;
        let replies = method.result.value.name != "void";
        let prefix = format!("{class}_{}", method.name.value);
        let mut all = Pieces::default();
        let mut objects = (Vec::new(), Vec::new());
        let mut has_out_of_line = false;
        for argument in &member.arguments {
            let Some(carrier) = &argument.carrier else {
                continue;
            };
            let mut part = pieces(argument, carrier, &prefix, replies);
            let is_object = matches!(
                carrier,
                Carrier::Serialized { .. }
                    | Carrier::SerializedOut { .. }
                    | Carrier::Object { .. }
                    | Carrier::ObjectOut { .. }
                    | Carrier::Objects { .. }
            );
            has_out_of_line |= matches!(carrier, Carrier::Serialized { .. });
            if is_object {
                objects.0.append(&mut part.message.fields);
                objects.1.append(&mut part.reply.fields);
            } else {
                all.message.fields.append(&mut part.message.fields);
                all.reply.fields.append(&mut part.reply.fields);
            }
            all.message.add(part.message);
            all.reply.add(part.reply);
            all.fill.extend(part.fill);
            all.receive.extend(part.receive);
            all.pass.extend(part.pass);
            all.answer.extend(part.answer);
            all.collect.extend(part.collect);
            all.metaclass.extend(part.metaclass);
        }
        let target = member.arguments.iter().find(|argument| argument.is_target);
        let this = if method.is_const {
            format!("const_cast<{class} *>(this)")
        } else {
            "this".into()
        };
        let mut flags = Vec::new();
        if !replies {
            flags.push("kIORPCMessageOneway");
        }
        if all.reply.descriptors.is_empty() && !has_out_of_line {
            flags.push("kIORPCMessageSimpleReply");
        }
        let mut parameters: Vec<_> = member
            .arguments
            .iter()
            .map(|argument| format!("        {}", argument.declaration))
            .collect();
        let constant = if method.is_const { " const" } else { "" };
        parameters.push(format!("        OSDispatchMethod supermethod){constant}"));
        Message {
            class: class.to_owned(),
            method: method.name.value.clone(),
            prefix,
            result: method.result.value.to_string(),
            replies,
            parameters: parameters.join(",\n"),
            receiver: target.map_or(this, |target| target.name.clone()),
            has_target: target.is_some(),
            flags: if flags.is_empty() {
                "0".to_owned()
            } else {
                flags.join(" | ")
            },
            // The receiver is an object, too.
            message: all.message.structure(objects.0, 1),
            reply: all.reply.structure(objects.1, 0),
            fill: all.fill,
            receive: all.receive,
            pass: all.pass,
            answer: all.answer,
            collect: all.collect,
            metaclasses: all.metaclass,
        }
    }
}
