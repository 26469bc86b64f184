//! title: a callback of replace throws
//! error: EXECUTION_ERROR
//! name: ReferenceError
//! line: 3
const values = { name: 'Ada' };
const text = 'Hi {name}, {age}'.replace(/\{(\w+)\}/g, (_, key) => {
  if (!(key in values)) throw new ReferenceError(`no value for ${key}`);
  return values[key];
});
return text;
