//! title: typescript using declaration dispose
//! value: ["disposed"]
const seen: string[] = []
{
  using a = { [Symbol.dispose]() { seen.push('disposed') } }
}
return seen
