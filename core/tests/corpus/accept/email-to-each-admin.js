//! title: a message for each admin
//! value: [["Ada","msg-1"],["Radia","msg-2"]]
const admins = (await tools.users.list({ role: 'admin' })).filter((u) => u.active)
const sent = []
for (const { name, email } of admins) {
  const first = name.split(' ')[0]
  const { id } = await tools.email.send({ to: email, subject: `Hello ${first}`, body: `Dear ${first},\n\nall is well.` })
  sent.push([first, id])
}
return sent
