//! title: a dry run plans messages and sends none
//! value: {"dryRun":true,"plan":[{"to":"grace.hopper@example.com","subject":"Review","body":"Tags: navy, compilers"},{"to":"barbara.liskov@example.com","subject":"Review","body":"Tags: types"},{"to":"john.backus@example.com","subject":"Review","body":"Tags: fortran"}]}
//! calls: [["users:list",{"role":"editor","active":true}]]
const DRY_RUN = true;
const plan = [];
for (const user of await tools.users.list({ role: 'editor', active: true })) {
  const message = { to: user.email, subject: 'Review', body: `Tags: ${user.tags.join(', ') || 'none'}` };
  if (!DRY_RUN) {
    await tools.email.send(message);
  }
  plan.push(message);
}
return { dryRun: DRY_RUN, plan };
