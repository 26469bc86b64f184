//! title: pollution of json and math then next session
//! value: "undefined"
JSON.stringify = () => 'changed'
Math.max = undefined
JSON.parse = undefined
return typeof Math.max
