//! Types by their names: primitives, structs, and other names for them.

use super::arrange::Element;
use super::declarations::type_of;
use super::evaluate::Evaluator;
use super::fields::Obstacle;
use super::primitive::{self, Primitive};
use super::records::{DEPTH, Records, Source};
use super::token::inside;

impl<'t, 'a> Records<'t, 'a> {
    /// A type, by any of its names.
    pub(super) fn element(
        &self,
        name: &str,
        evaluator: &Evaluator<'_, 't, 'a>,
    ) -> Result<Element, Obstacle> {
        self.element_within(name, evaluator, 0)
    }

    pub(super) fn element_within(
        &self,
        name: &str,
        evaluator: &Evaluator<'_, 't, 'a>,
        depth: usize,
    ) -> Result<Element, Obstacle> {
        let mut lengths = Vec::new();
        let mut name = name.to_owned();
        for _ in 0..DEPTH {
            let array = |element: Element| {
                let too_large = || Obstacle::nowhere(format!("`{name}` is too large"));
                element.array(&lengths).ok_or_else(too_large)
            };
            match self.sources.get(&*name) {
                Some(Source::Enum) => return array(Element::unsigned(4)),
                Some(Source::Function) => return array(Element::unsigned(8)),
                Some(Source::Several) => {
                    return Err(Obstacle::nowhere(format!(
                        "the sources have several `{name}`"
                    )));
                }
                Some(Source::Body(..)) => {
                    let record = self.record_of(&name, evaluator, depth)?;
                    return array(Element {
                        name: name.clone(),
                        lengths: Vec::new(),
                        size: record.size,
                        align: record.align,
                    });
                }
                Some(Source::Alias(words, dimensions)) => {
                    let mut at = 0;
                    while let Some(open) = dimensions.get(at).filter(|open| open.is("[")) {
                        let length = evaluator.number(inside(dimensions, at)).ok();
                        let length = length.and_then(|length| u64::try_from(length).ok());
                        let unknown = || {
                            let what = format!("the length of `{name}` isn't known");
                            Obstacle::new(what, open.span)
                        };
                        lengths.push(length.ok_or_else(unknown)?);
                        at += 1 + open.width;
                    }
                    if words.iter().any(|word| word.is_one_of(&["*", "&", "^"])) {
                        let element = Element::unsigned(8).array(&lengths);
                        return element.ok_or_else(|| Obstacle::nowhere("it is too large"));
                    }
                    match type_of(words) {
                        Some(next) if next != name => name = next,
                        _ => break,
                    }
                }
                None => {
                    let known = Primitive::with_name(&name).or_else(|| Primitive::of(&[&name]));
                    if let Some(primitive) = known {
                        return array(Element {
                            name: primitive.name().to_owned(),
                            lengths: Vec::new(),
                            size: primitive.size(),
                            align: primitive.size(),
                        });
                    }
                    if let Some((size, align)) = primitive::system(&name) {
                        return array(Element::bytes(size, align));
                    }
                    break;
                }
            }
        }
        Err(Obstacle::nowhere(format!(
            "the fields of `{name}` aren't in the sources"
        )))
    }
}
