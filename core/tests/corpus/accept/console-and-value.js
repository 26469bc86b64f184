//! title: console texts do not disturb the value
//! value: 6
console.log('start', { a: 1 }, [1, 2])
console.warn('careful')
const total = [1, 2, 3].reduce((a, b) => a + b)
console.info(`total ${total}`)
return total
