//! title: result of a data view is its part
//! value: {"$bytes": [2, 3]}
const { buffer } = Uint8Array.of(0, 1, 2, 3, 4)
return new DataView(buffer, 2, 2)
