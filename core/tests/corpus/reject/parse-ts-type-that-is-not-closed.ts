//! title: a TypeScript type that is not closed
//! finding: PARSE_ERROR 1
type Row = { id: number, name: string
const rows: Row[] = []
return rows
