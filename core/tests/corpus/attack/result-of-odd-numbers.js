//! title: result of odd numbers
//! value: [{"$number": "-0"}, {"$number": "NaN"}, {"$number": "-Infinity"}, 5e-324, 1.7976931348623157e308, {"$bigint": "-9007199254740993"}]
return [-0, NaN, -Infinity, 5e-324, 1.7976931348623157e308, -9007199254740993n]
