//! title: context is each session its own
//! value: [true, "acme"]
const seen = [Object.isFrozen(context), context.tenant]
try { context['ten' + ['ant'][0]] = 'other' } catch {}
return [seen[0], context.tenant]
