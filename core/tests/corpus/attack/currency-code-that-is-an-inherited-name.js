//! title: currency code that is an inherited name
//! value: "RangeError"
try {
  return (1).toLocaleString('en-US', { style: 'currency', currency: 'constructor' })
} catch (error) {
  return error.name
}
