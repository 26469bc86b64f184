//! title: the context goes into a message
//! value: {"sent":true,"subject":"[ACME/en] nightly report"}
//! calls: [["email:send",{"to":"ops@acme.test","subject":"[ACME/en] nightly report","body":"ok"}]]
const { tenant, locale = 'en' } = context;
const subject = `[${tenant.toUpperCase()}/${locale}] nightly report`;
const { sent } = await tools.email.send({ to: `ops@${tenant}.test`, subject, body: 'ok' });
return { sent, subject };
