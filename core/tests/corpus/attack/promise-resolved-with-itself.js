//! title: promise resolved with itself
//! value: "TypeError"
let self
self = new Promise((done) => setTimeout(() => done(self), 0))
return await self.catch((error) => error.name)
