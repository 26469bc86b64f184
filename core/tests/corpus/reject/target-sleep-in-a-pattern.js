//! title: sleep as a target of a pattern
//! finding: NO_CALL_TARGET_ASSIGNMENT 2
const helpers = [async () => 1]
;[sleep] = helpers
return await sleep(1)
