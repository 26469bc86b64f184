//! title: an exported function
//! finding: NO_IMPORT 1
export async function main() {
  return await tools.users.list({})
}
return await main()
