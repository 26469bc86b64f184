//! title: export default of an async arrow with helpers above
//! plain: no
//! value: {"total":6}
const sum = (list) => list.reduce((a, b) => a + b, 0);
export default async () => ({ total: sum([1, 2, 3]) });
