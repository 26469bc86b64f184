//! title: typescript overload then reserved
//! stopped: 1 RESERVED_PREFIX
function pick(a: string): string
function pick(__ag_key: any) { return __ag_key }
return pick('a')
