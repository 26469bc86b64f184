//! title: export default function
//! value: 3
//! plain: no
export default async function main() { return (await callTool('add', { a: 1, b: 2 })).sum }
