//! title: admins are written to, in agentscript
//! value: {"sent":2,"receipts":["msg-1","msg-2"]}
//! language: agentscript
//! level: strict
//! calls: [["users:list",{"role":"admin"}],["email:send",{"to":"ada.lovelace@example.com","subject":"Hi Ada Lovelace","body":"All is well."}],["email:send",{"to":"radia.perlman@example.com","subject":"Hi Radia Perlman","body":"All is well."}]]
const admins = await callTool('users:list', { role: 'admin' });
const receipts = [];
for (const admin of admins) {
  const receipt = await callTool('email:send', { to: admin.email, subject: `Hi ${admin.name}`, body: 'All is well.' });
  receipts.push(receipt.id);
}
return { sent: receipts.length, receipts };
