//! title: result of typed arrays
//! value: [{"$bytes": [1, 2]}, {"$bytes": [255]}, [1.5, {"$number": "NaN"}], [{"$bigint": "-1"}], [65535]]
return [Uint8Array.of(1, 2), Uint8ClampedArray.of(999), Float64Array.of(1.5, NaN), BigInt64Array.of(-1n), Uint16Array.of(-1)]
