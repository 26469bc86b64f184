//! title: dates by a library
//! finding: DISALLOWED_IDENTIFIER 2
const user = await tools.users.get({ id: 3 })
const days = dayjs().diff(user.createdAt, 'day')
return days
