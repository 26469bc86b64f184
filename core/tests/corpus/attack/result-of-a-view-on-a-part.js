//! title: result of a view on a part
//! value: [{"$bytes": [2, 3]}, {"$bytes": [0, 1, 2, 3, 4]}]
const { buffer } = Uint8Array.of(0, 1, 2, 3, 4)
return [new Uint8Array(buffer, 2, 2), buffer]
