//! title: allSettled sorted into two lists
//! value: {"names":["Ada Lovelace","Alan Turing"],"reasons":["no user 98"]}
const results = await Promise.allSettled([1, 98, 3].map((id) => tools.users.get({ id })))
return {
  names: results.filter((r) => r.status === 'fulfilled').map((r) => r.value.name),
  reasons: results.filter((r) => r.status === 'rejected').map((r) => r.reason.message),
}
