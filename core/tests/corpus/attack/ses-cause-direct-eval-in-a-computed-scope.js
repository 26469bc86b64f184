//! title: ses cause direct eval in a computed scope
//! value: "1"
const f = ({ run = (text) => text }) => run('1')
return f({ run: undefined })
