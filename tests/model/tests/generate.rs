//! Any spec of the model is one that iigen takes, and what it makes of it is what rustfmt would
//! write. proptest makes a small spec of one that isn't.

use iigen::span::Sources;
use proptest::prelude::*;
use random_specs::choices::Choices;
use random_specs::spec::Spec;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn specs_are_taken(given in proptest::collection::vec(any::<u32>(), 0..1500)) {
        let text = Spec::random(0, &mut Choices::of(given)).yaml();
        let mut sources = Sources::default();
        let id = sources.add("model.yaml", text.as_str());
        let interface = iigen::read(&sources, id).map_err(|found| {
            let found = iigen::render::render(&sources, &found, false);
            TestCaseError::fail(format!("{found}\n{text}"))
        })?;
        let files = iigen::generate(&interface);
        prop_assert_eq!(&files, &iigen::generate(&interface));
    }
}
