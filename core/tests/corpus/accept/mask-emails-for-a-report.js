//! title: addresses are masked in a report
//! value: ["e*************a@example.com","t********e@example.com","k**********n@example.com"]
const mask = (email) => email.replace(/^(.)(.*)(.@.*)$/, (_, a, middle, rest) => a + '*'.repeat(middle.length) + rest);
const users = await tools.users.list({ active: false });
return users.map(({ email }) => mask(email));
