//! title: a mail for each pending order
//! value: {"sent":2,"skipped":2}
//! calls: [["orders:list",{"status":"pending","limit":50}],["users:get",{"id":11}],["email:send",{"to":"margaret.hamilton@example.com","subject":"Reminder: o-103","body":"Hi Margaret,\n\nYour order o-103 over 27.2 is pending."}],["users:get",{"id":5}],["email:send",{"to":"barbara.liskov@example.com","subject":"Reminder: o-109","body":"Hi Barbara,\n\nYour order o-109 over 71.3 is pending."}]]
const { orders } = await tools.orders.list({ status: 'pending', limit: 50 });
const seen = new Set();
let skipped = 0;
for (const { userId, id, total } of orders) {
  if (seen.has(userId)) { skipped++; continue; }
  seen.add(userId);
  const { email, name } = await tools.users.get({ id: userId });
  await tools.email.send({
    to: email,
    subject: `Reminder: ${id}`,
    body: [`Hi ${name.split(' ')[0]},`, '', `Your order ${id} over ${total} is pending.`].join('\n'),
  });
}
return { sent: seen.size, skipped };
