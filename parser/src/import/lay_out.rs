//! The records that structs and unions become.

use std::rc::Rc;

use super::arrange::{Arranger, Element, Record};
use super::declarations::type_of;
use super::evaluate::Evaluator;
use super::fields::{Body, Fields, Member, MemberType, Obstacle};
use super::records::{DEPTH, Records};
use super::token::parts;

/// What is the same for all fields of a struct.
struct Place<'n, 'e, 'c, 't, 'a> {
    /// The name of the struct.
    owner: &'n str,
    /// What `#pragma pack` says where it is.
    pack: Option<u64>,
    evaluator: &'e Evaluator<'c, 't, 'a>,
    depth: usize,
}

impl<'t, 'a> Records<'t, 'a> {
    /// Lays out a struct or a union as C does.
    pub(super) fn lay_out(
        &self,
        owner: &str,
        body: Body<'t, 'a>,
        pack: Option<u64>,
        evaluator: &Evaluator<'_, 't, 'a>,
        depth: usize,
    ) -> Result<Record, Obstacle> {
        let Some(unit) = self.unit.filter(|_| depth <= DEPTH) else {
            return Err(Obstacle::new("structs nest too deep", body.span));
        };
        let members = Fields { unit, evaluator }.of(body.tokens)?;
        let place = Place {
            owner,
            pack,
            evaluator,
            depth: depth + 1,
        };
        if body.is_union {
            return self.union(&place, &members, body);
        }
        let mut arranger = Arranger::new(body.attributes.packed, pack, body.span);
        for base in parts(body.bases) {
            self.base(&place, base, &mut arranger, body)?;
        }
        for member in members {
            self.member(&place, member, &mut arranger)?;
        }
        arranger.finish(self::least(body, evaluator)?)
    }

    /// The struct that another one is derived from.
    fn base(
        &self,
        place: &Place<'_, '_, '_, 't, 'a>,
        base: &'t [super::token::Token<'a>],
        arranger: &mut Arranger,
        body: Body<'t, 'a>,
    ) -> Result<(), Obstacle> {
        let words = base
            .iter()
            .position(|of| !of.is_one_of(&["public", "private", "protected"]));
        let words = &base[words.unwrap_or(0)..];
        let unread = || Obstacle::new("its base can't be read", body.span);
        let name = type_of(words).ok_or_else(unread)?;
        let element = self.element_within(&name, place.evaluator, place.depth)?;
        // Where a base ends with padding, the next field may lie in that.
        let record = self.get(&element.name, place.evaluator);
        let ends = record.as_ref().and_then(|record| record.fields.last());
        if ends.is_none_or(|last| last.name.is_none()) {
            return Err(unread());
        }
        let align = arranger.aligned(element.align, 1);
        arranger.field(Some("base"), element, align, words[0].span)
    }

    fn member(
        &self,
        place: &Place<'_, '_, '_, 't, 'a>,
        member: Member<'t, 'a>,
        arranger: &mut Arranger,
    ) -> Result<(), Obstacle> {
        let name = member.name.as_deref();
        let unknown = || Obstacle::new("its alignment isn't known", member.span);
        let least = member
            .attributes
            .least(place.evaluator)
            .ok_or_else(unknown)?;
        let align_of = |arranger: &Arranger, natural| {
            let natural = if member.attributes.packed { 1 } else { natural };
            arranger.aligned(natural, least)
        };
        if member.lengths.contains(&0) {
            // It takes no room: what it stands for lies behind the struct.
            if let Some(name) = name {
                let note = format!("`{name}` follows, as long as it may be.");
                arranger.record.notes.push(note);
            }
            return Ok(());
        }
        let element = match &member.ty {
            MemberType::Named(ty) => {
                let element = self.element_within(ty, place.evaluator, place.depth);
                element.map_err(|obstacle| at(obstacle, &member))?
            }
            MemberType::Pointer => {
                let name = name.unwrap_or_default();
                let note = format!("`{name}` is a pointer, which means nothing on the other side.");
                arranger.record.notes.push(note);
                Element::unsigned(8)
            }
            MemberType::Body(body) => {
                let own = name.map_or_else(
                    || place.owner.to_owned(),
                    |name| format!("{}::{name}", place.owner),
                );
                let record = self.lay_out(&own, *body, place.pack, place.evaluator, place.depth)?;
                let align = record.align;
                if name.is_none() {
                    let align = align_of(arranger, align);
                    return arranger.nested(record, align);
                }
                let size = record.size;
                self.know(&own, Ok(Rc::new(record)));
                Element {
                    name: own,
                    lengths: Vec::new(),
                    size,
                    align,
                }
            }
        };
        if let Some(width) = member.bits {
            return arranger.bits(name, element.size, width, member.span);
        }
        let too_large = || Obstacle::new("it is too large", member.span);
        let align = align_of(arranger, element.align);
        let element = element.array(&member.lengths).ok_or_else(too_large)?;
        arranger.field(name, element, align, member.span)
    }

    /// Of a union the first field that has its size, and what lies behind that.
    fn union(
        &self,
        place: &Place<'_, '_, '_, 't, 'a>,
        members: &[Member<'t, 'a>],
        body: Body<'t, 'a>,
    ) -> Result<Record, Obstacle> {
        let new = || Arranger::new(body.attributes.packed, place.pack, body.span);
        let mut best: Option<Record> = None;
        let mut align = 1;
        for member in members {
            let mut arranger = new();
            self.member(place, member.clone(), &mut arranger)?;
            let record = arranger.finish(1)?;
            align = align.max(record.align);
            if best.as_ref().is_none_or(|best| best.size < record.size) {
                best = Some(record);
            }
        }
        let Some(best) = best else {
            return Err(Obstacle::new("it has no fields", body.span));
        };
        let names = members.iter().filter_map(|member| member.name.as_deref());
        let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
        let mut whole = new();
        let own = best.align;
        whole.nested(best, own)?;
        let least = self::least(body, place.evaluator)?;
        let mut whole = whole.finish(least.max(align))?;
        if names.len() > 1 {
            let note = format!("A union of {}: these lie in one place.", names.join(", "));
            whole.notes.insert(0, note);
        }
        Ok(whole)
    }
}

/// The alignment that a struct has at least.
fn least<'t, 'a>(body: Body<'t, 'a>, evaluator: &Evaluator<'_, 't, 'a>) -> Result<u64, Obstacle> {
    let unknown = || Obstacle::new("its alignment isn't known", body.span);
    body.attributes.least(evaluator).ok_or_else(unknown)
}

/// An obstacle with the place of the field that has it.
fn at(obstacle: Obstacle, member: &Member<'_, '_>) -> Obstacle {
    if obstacle.is_placed() {
        return obstacle;
    }
    let span = member.span;
    Obstacle { span, ..obstacle }
}
