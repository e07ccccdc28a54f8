//! Sizes that decide how something travels.

use super::super::fake::{Answer, Fake};
use super::{bare, close, open, ring};
use crate::{Call, IoReturn, Returned, StructureOutput, Transport};

/// Opens, lets the driver answer with a structure, and calls.
fn call(fake: &Fake, call: Call<'_>) -> Result<Returned, IoReturn> {
    let kit = fake.kit();
    let connection = open(&kit);
    let returned = kit.call(connection, call);
    close(&kit, connection);
    fake.assert_clean();
    returned
}

/// IOKitLib splits by size; what it's given is what it's told.
#[test]
fn structures_of_each_side_of_the_split_go_as_they_are() {
    for size in [0, 1, 4095, 4096, 4097, 1 << 20] {
        let fake = ring();
        fake.drive(move |_, called| {
            assert_eq!((called.structure.len(), called.room), (size, (0, size)));
            Answer::structure(called.structure.clone())
        });
        let sent: Vec<u8> = (0..size).map(|it| it as u8).collect();
        let mut bytes = vec![0; size];
        let with = Call {
            structure_input: &sent,
            structure_output: StructureOutput::Buffer(&mut bytes),
            ..bare(1)
        };
        let returned = call(&fake, with).expect("it answers");
        assert_eq!((returned.scalars, returned.structure), (0, size));
        assert!(bytes == sent);
    }
}

/// `kIOConnectMethodVarOutputSize`: the answer is in memory that the system has allocated.
#[test]
fn an_answer_of_any_size_is_appended_and_its_memory_given_back() {
    for size in [0, 1, 4096, 4097, 100_003] {
        let fake = ring();
        fake.drive(move |_, called| {
            assert_eq!(called.room, (1, usize::MAX - 2));
            Answer {
                scalars: vec![9],
                structure: vec![0xab; size],
                ..Answer::default()
            }
        });
        let (mut scalars, mut bytes) = ([0], b"before".to_vec());
        let with = Call {
            scalar_output: &mut scalars,
            structure_output: StructureOutput::Variable(&mut bytes),
            ..bare(1)
        };
        let returned = call(&fake, with).expect("it answers");
        assert_eq!((returned.scalars, returned.structure), (1, size));
        assert_eq!(scalars, [9]);
        assert_eq!(bytes.len(), 6 + size);
        assert!(bytes.starts_with(b"before") && bytes[6..].iter().all(|it| *it == 0xab));
    }
}

#[test]
fn memory_of_a_call_that_fails_is_given_back_too() {
    let answer = |code: IoReturn, counts| Answer {
        code: code.0,
        structure: vec![1; 100],
        counts,
        ..Answer::default()
    };
    let (failed, too_many) = (IoReturn::BUSY, IoReturn::MIG_ARRAY_TOO_LARGE);
    for (answer, expected) in [
        (answer(failed, None), failed),
        (answer(IoReturn::SUCCESS, Some((1, 100))), too_many),
    ] {
        let fake = ring();
        fake.drive(move |_, _| answer.clone());
        let mut bytes = Vec::new();
        let with = Call {
            structure_output: StructureOutput::Variable(&mut bytes),
            ..bare(1)
        };
        assert_eq!(call(&fake, with), Err(expected));
        assert!(bytes.is_empty());
    }
}

#[test]
fn more_scalars_than_a_message_has_room_for_stay_here() {
    let fake = ring();
    fake.drive(|_, called| {
        assert!(called.scalars.len() <= 16);
        Answer::default()
    });
    let with = |scalar_input| Call {
        scalar_input,
        ..bare(1)
    };
    assert!(call(&fake, with(&[1; 16])).is_ok());
    assert_eq!(
        call(&fake, with(&[1; 17])),
        Err(IoReturn::MIG_ARRAY_TOO_LARGE)
    );
}

#[test]
fn more_room_for_scalars_than_that_is_not_told() {
    let fake = ring();
    fake.drive(|_, called| {
        assert_eq!(called.room.0, 16);
        Answer::scalars(&[5; 16])
    });
    let mut scalars = [0; 20];
    let with = Call {
        scalar_output: &mut scalars,
        ..bare(1)
    };
    assert_eq!(call(&fake, with).map(|it| it.scalars), Ok(16));
    assert_eq!(
        (&scalars[..16], &scalars[16..]),
        (&[5; 16][..], &[0; 4][..])
    );
}
