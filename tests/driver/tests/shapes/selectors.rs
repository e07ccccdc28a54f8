//! Handlers of several selectors, and selectors that have no method.

use driver_tests::shapes::{Keyboard, Large, Mouse};
use iigen_client::{IoReturn, Method};

use crate::raw::{call, refused};
use crate::{Shapes, entered, with_shapes};

/// Which method's handler was entered last.
fn last(shapes: &Shapes<'_>) -> u32 {
    shapes.entered().expect("the driver says so").last
}

#[test]
fn a_shared_handler_gets_the_selector_and_the_bytes() {
    with_shapes(|shapes| {
        let keyboard = Keyboard {
            keys: [1, 2, 3, 4, 5, 6],
        };
        assert_eq!(shapes.post_keyboard(1000, &keyboard), Ok(1021));
        assert_eq!(last(shapes), 40);
        let mouse = Mouse { x: 99, y: 0x101 };
        assert_eq!(shapes.post_mouse(7, &mouse), Ok(7 + 99 + 2));
        assert_eq!(last(shapes), 41);
        let large = Large { body: [2; 5000] };
        assert_eq!(shapes.post_large(0, &large), Ok(10_000));
        assert_eq!(last(shapes), 42);
        assert_eq!(shapes.get_keyboard(), Ok(Keyboard { keys: [43; 6] }));
        assert_eq!(shapes.get_large(), Ok(Large { body: [44; 5000] }));
    });
}

/// Each selector keeps the checks of its own method.
#[test]
fn a_shared_handler_is_behind_the_checks_of_each_method() {
    with_shapes(|shapes| {
        assert_eq!(shapes.turn_on(3), Ok(()));
        assert_eq!(shapes.turn_off(1), Ok(()));
        assert_eq!(last(shapes), 46);
        assert!(shapes.turn_off(2).is_err());
        refused(shapes, 45, &[4], 0);
        refused(shapes, 46, &[2], 0);
        let before = entered(shapes);
        let connection = shapes.connection();
        for (selector, bytes) in [(40, &[0; 4][..]), (41, &[0; 6]), (41, &[100, 0, 0, 0])] {
            let method = Method::new("raw", selector);
            let answer = connection.call(method, &[0], bytes, &mut [0], &mut []);
            let code = answer.expect_err("it is refused").io_return();
            assert_eq!(code, Some(IoReturn::BAD_ARGUMENT));
        }
        assert_eq!(entered(shapes), before);
    });
}

#[test]
fn selectors_that_lie_far_apart() {
    with_shapes(|shapes| {
        assert_eq!(shapes.near(1), Ok(1));
        assert_eq!(last(shapes), 2333);
        assert_eq!(shapes.far(u64::MAX), Ok(u64::MAX));
        assert_eq!(last(shapes), 23_333_333);
    });
}

/// Retired, reserved, and in a gap: there is no method, whatever a call has.
#[test]
fn selectors_without_a_method() {
    with_shapes(|shapes| {
        let before = entered(shapes);
        for selector in [0, 1, 3, 100, 2332, 2334, 23_333_332, 23_333_334, u32::MAX] {
            for (words, room) in [(&[][..], 0), (&[1][..], 0), (&[1][..], 1)] {
                let answer = call(shapes, selector, words, room);
                assert_eq!(answer, Err(IoReturn::UNSUPPORTED), "{selector}");
            }
        }
        assert_eq!(entered(shapes), before);
    });
}
