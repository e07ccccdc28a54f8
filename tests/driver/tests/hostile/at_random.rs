//! Calls that are wrong in several places, or in none: what one place alone would decide is what they
//! decide together.

use std::hash::{BuildHasher, RandomState};

use crate::client::{Attempt, Client, Room};
use crate::random::{Random, number};
use crate::shape::{Part, Shape};
use crate::{each, expect};

/// Calls of each method.
const ROUNDS: u64 = 20;

/// Spoils some of a valid call; whether it is still valid.
fn spoil(
    attempt: &mut Attempt,
    shape: &Shape,
    variations: &[(Vec<u8>, bool)],
    random: &mut Random,
) -> bool {
    let mut valid = true;
    let mut chance = || random.flip() && random.flip();
    let chances = [chance(), chance(), chance(), chance(), chance()];
    if chances[0] {
        attempt.scalars.resize(random.below(17) as usize, 0);
        valid &= attempt.scalars.len() == shape.scalars_in.len();
    }
    if chances[1] {
        attempt.scalars_out = random.below(20) as usize;
        valid &= attempt.scalars_out.min(16) == shape.scalars_out;
    }
    let sizes = shape.structure_in.sizes();
    if chances[2] {
        let size = random.one_of(&sizes);
        attempt.structure = shape.structure_in.sample(size);
        valid &= shape.structure_in.takes(size);
    } else if !variations.is_empty() {
        let index = random.below(variations.len() as u64) as usize;
        let (structure, good) = &variations[index];
        attempt.structure.clone_from(structure);
        valid &= good;
    }
    if chances[3] {
        let room = random.one_of(&shape.structure_out.sizes());
        attempt.room = Room::Bytes(room);
        valid &= shape.structure_out.fits(room);
    } else if chances[4] && matches!(shape.structure_out, Part::Variable { .. }) {
        attempt.room = Room::Variable;
    }
    let scalars = attempt.scalars.iter_mut().zip(&shape.scalars_in);
    for (scalar, domain) in scalars {
        let bad = domain.bad_words();
        if random.below(8) == 0 && !bad.is_empty() {
            *scalar = random.one_of(&bad);
            valid = false;
        } else {
            *scalar = random.one_of(&domain.good_words());
        }
    }
    valid
}

/// `IIGEN_HOSTILE_SEED` is the seed of the calls.
#[test]
fn wrong_in_several_places() {
    let seed = number("IIGEN_HOSTILE_SEED").unwrap_or_else(|| RandomState::new().hash_one(0) >> 16);
    println!("IIGEN_HOSTILE_SEED={seed}");
    each(|client: &Client<'_>, shape| {
        let mut random = Random::new(seed ^ u64::from(shape.selector));
        let variations = shape.structure_in.variations();
        for round in 0..ROUNDS {
            let mut attempt = Attempt::valid(shape);
            let valid = spoil(&mut attempt, shape, &variations, &mut random);
            expect(client, shape, &attempt, valid, &format!("round {round}"));
        }
    });
}
