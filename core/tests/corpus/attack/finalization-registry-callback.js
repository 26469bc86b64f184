//! title: finalization registry callback
//! stopped: 1 DISALLOWED_IDENTIFIER
const registry = new FinalizationRegistry(() => {})
registry.register({}, 1)
return 1
