//! Services that come and go while a watch reads what has come and gone.

use super::super::fake::{Fake, FakeService};
use super::watch::begin;
use super::{RING, Seen};
use crate::{Service, ServiceId, Transport};

/// What is told of services 1 and 2, which are there, of which 1 goes, and of 9, while something happens
/// at a step; and how many steps there are, and whether 2 is there at the end.
fn told_while(step: usize, work: fn(&Fake)) -> ([Vec<Seen>; 3], usize, bool) {
    let fake = Fake::new([1, 2].map(|id| FakeService::dext(id, "RingDriver")));
    fake.meanwhile(step, work);
    let kit = fake.kit();
    let (of, told) = begin(&kit, &RING);
    fake.settle();
    fake.remove(1);
    fake.settle();
    kit.unwatch(of);
    fake.assert_clean();
    let steps = fake.called().len();
    let told = told.take();
    let told = [1, 2, 9].map(|id| {
        let of_it = told.iter().copied();
        let of_it = of_it.filter(|it| [Seen::Arrived(id), Seen::Removed(id)].contains(it));
        of_it.collect()
    });
    let left = kit.services(&Service::Id(ServiceId(2))).expect("it looks");
    (told, steps, !left.is_empty())
}

/// At whatever moment it is: nobody goes who hasn't come, and nobody stays who has gone.
#[test]
fn services_come_and_go_while_they_are_read() {
    let came = |id| vec![Seen::Arrived(id)];
    let came_and_went = |id| vec![Seen::Arrived(id), Seen::Removed(id)];
    let (_, steps, _) = told_while(usize::MAX, |_| {});
    let mut gone = 0;
    for step in 0..steps {
        let ([first, second, _], _, is_there) = told_while(step, |fake| fake.remove(2));
        assert_eq!(first, came_and_went(1), "step {step}");
        if is_there {
            assert_eq!(second, came(2), "step {step}");
        } else {
            gone += 1;
            let told = [vec![], came_and_went(2)];
            assert!(told.contains(&second), "step {step}: {second:?}");
        }

        let ([first, second, third], ..) = told_while(step, |fake| {
            fake.arrive(FakeService::dext(9, "RingDriver"));
            fake.remove(9);
        });
        assert_eq!((first, second), (came_and_went(1), came(2)), "step {step}");
        let told = [vec![], came_and_went(9)];
        assert!(told.contains(&third), "step {step}: {third:?}");
    }
    assert!(gone > 10, "the steps are those that read services");
}
