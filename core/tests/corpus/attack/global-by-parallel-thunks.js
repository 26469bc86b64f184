//! title: global by parallel thunks
//! value: ["undefined", true]
const kinds = await parallel([function () { return typeof this }, async function () { return this === undefined }])
return kinds
