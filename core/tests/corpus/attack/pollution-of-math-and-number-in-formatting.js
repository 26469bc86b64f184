//! title: pollution of math and number in formatting
//! value: ["1,234.5", "$5.00", "12%", "1/2/2024"]
Math.floor = Math.abs = Math.max = Math.pow = () => 'ESCAPED'
Number.isFinite = Number.isInteger = isNaN.call.bind(isNaN)
return [(1234.5).toLocaleString(), (5).toLocaleString('en-US', { style: 'currency', currency: 'USD' }), (0.12).toLocaleString('en-US', { style: 'percent' }), new Date(Date.UTC(2024, 0, 2)).toLocaleDateString()]
