//! title: ?? against ||, and the assignments of both
//! value: {"viaOr":{"retries":"default","name":"default","debug":"default","limit":"default"},"viaNullish":{"retries":0,"name":"","debug":false,"limit":"default"},"settings":{"retries":0,"name":"computed","debug":false,"limit":"computed","more":1,"extra":2},"calls":2,"mixed":"both"}
const settings = { retries: 0, name: '', debug: false, limit: null };
const viaOr = Object.fromEntries(Object.entries(settings).map(([k, v]) => [k, v || 'default']));
const viaNullish = Object.fromEntries(Object.entries(settings).map(([k, v]) => [k, v ?? 'default']));
let calls = 0;
const expensive = () => { calls++; return 'computed'; };
settings.retries ??= expensive();
settings.limit ??= expensive();
settings.name ||= expensive();
settings.debug &&= expensive();
settings.extra ??= (settings.more ??= 1) + 1;
return { viaOr, viaNullish, settings, calls, mixed: (null || undefined) ?? 'both' };
