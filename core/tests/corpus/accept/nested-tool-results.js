//! title: results of one tool feed another
//! value: [{"sent":true,"id":"msg-1"},true,"bigint",[1,[2]]]
const pages = await callTool('search:web', { query: 'Rust' })
const [user] = await tools.users.list({ id: 1 })
const body = pages.map((p) => '- ' + p.title).join('\n')
const receipt = await tools.email.send({ to: user.email, subject: `${pages.length} results`, body })
const echoed = await tools.echo({ receipt, at: new Date(0), big: 10n ** 30n, list: [1, [2]] })
return [receipt, echoed.at instanceof Date, typeof echoed.big, echoed.list]
