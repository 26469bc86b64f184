//! title: result objects on builtin prototypes
//! value: [{"a": 1}, {"b": 2}, {"length": 2, "0": "x"}, {"size": 3}, {"byteLength": 4}]
const { set, of } = await callTool('echo', { set: 'setPrototypeOf', of: 'getPrototypeOf' })
const as = (value, like) => Object[set](value, Object[of](like))
return [as({ a: 1 }, () => 1), as({ b: 2 }, Promise.resolve()), as({ length: 2, 0: 'x' }, []), as({ size: 3 }, new Map()), as({ byteLength: 4 }, new Uint8Array(2))]
