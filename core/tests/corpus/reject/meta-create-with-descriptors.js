//! title: Object.create with descriptors
//! finding: NO_META_PROGRAMMING 1
const user = Object.create({}, {
  name: { value: 'Ada', enumerable: true },
})
return user.name
