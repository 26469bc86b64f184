//! title: stack of async frames shows no wrapper
//! value: [false, false]
const inner = async () => { await null; throw new Error('deep') }
const { stack } = await inner().catch((error) => error)
return [/__ag_|__safe_/.test(stack), /\/(home|root|usr|work|tmp|etc)\/|[.]rs\b|[.]cargo|node_modules|site-packages/.test(stack)]
