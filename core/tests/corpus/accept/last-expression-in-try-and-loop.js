//! title: the last expression inside of try
//! plain: no
//! value: "no user 70"
try {
  (await tools.users.get({ id: 70 })).name
} catch (e) {
  e.message
}
