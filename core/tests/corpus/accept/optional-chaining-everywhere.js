//! title: optional chaining and nullish in depth
//! value: ["anon","x","x",{"$undefined":true},{"$undefined":true},0,true,3,3,5]
const data = { user: { profile: null, tags: ['x'], greet() { return this.tags[0] } } }
let calls = 0
const key = () => (calls++, 'a')
return [data?.user?.profile?.name ?? 'anon', data.user.tags?.[0], data.user.greet?.(), data.missing?.(key()), data.nope?.[key()].deep.er, calls, data.user?.profile === null, (data.user.count ??= 3), (data.user.count ||= 4), (data.user.count &&= 5)]
