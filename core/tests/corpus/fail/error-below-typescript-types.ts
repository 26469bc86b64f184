//! title: types above do not move the line
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 13
interface Address {
  street: string;
  city?: string;
}
type Customer = {
  id: number;
  address?: Address;
};
declare const unused: Customer;
enum Kind { A, B }

const customers: Customer[] = [{ id: 1, address: { street: 's' } }, { id: 2 }];
const streets = customers.map((c: Customer): string => c.address!.street);
return [streets, Kind.A];
