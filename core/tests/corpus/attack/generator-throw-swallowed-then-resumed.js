//! title: generator throw swallowed then resumed
//! value: ["caught", 1, "end", true]
function* stubborn() { for (let i = 0; i < 3; i++) { try { yield i } catch { yield 'caught' } } }
const it = stubborn()
it.next()
return [it.throw(new Error('x')).value, it.next().value, it.return('end').value, it.next().done]
