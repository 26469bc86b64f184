//! Programs that a grammar makes do the same before and after the transform.

use proptest::prelude::*;

use super::transformed;
use crate::fuzzing::{
    engine::{GRUDGING_HELPERS, run_all, untouched},
    grammar::program,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_programs_mean_what_they_meant(
        source in proptest::collection::vec(any::<u8>(), 40..700).prop_map(|bytes| program(&bytes)),
    ) {
        let before = run_all("", &untouched(&source), "").without_places();
        let code = transformed(&source).code;
        let after = run_all("", &code, GRUDGING_HELPERS).without_places();
        if !before.refused() && !before.ran_out() && !after.ran_out() {
            prop_assert_eq!(after, before, "{}\n{}", source, code);
        }
    }
}
