//! title: a script that only declares gives undefined
//! value: {"$undefined":true}
//! calls: [["email:send",{"to":"a@example.com","subject":"s","body":"b"}]]
const { sent } = await tools.email.send({ to: 'a@example.com', subject: 's', body: 'b' });
function unused() { return sent; }
