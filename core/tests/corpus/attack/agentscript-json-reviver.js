//! title: agentscript json reviver
//! level: strict
//! stopped: 1 JSON_CALLBACK_NOT_ALLOWED
return JSON.parse('{"a":1}', (key, value) => value)
