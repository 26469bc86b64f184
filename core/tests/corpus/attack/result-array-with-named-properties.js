//! title: result array with named properties
//! value: [1, 2]
const list = [1, 2]
list.extra = () => 'ESCAPED'
list[-1] = 'ESCAPED'
list['1.5'] = 'ESCAPED'
return list
