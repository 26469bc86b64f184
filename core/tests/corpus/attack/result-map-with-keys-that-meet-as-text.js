//! title: result map with keys that meet as text
//! value: {"1": "text", "null": 0}
return new Map([[1, 'number'], ['1', 'text'], [null, 0]])
