//! title: test by a key that folds
//! language: agentscript
//! finding: NO_REGEX_METHOD 2
const checks = context.checks
const ok = checks['te' + 'st']('abc')
return ok
