//! title: overloads, this parameters, optional and rest parameters
//! value: ["1.0","1970-01-01","hi N 2","a+b",[1,{"$undefined":true},3],[1,2,3]]
function format(value: number, digits: number): string;
function format(value: Date): string;
function format(value: number | Date, digits?: number): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : value.toFixed(digits);
}
interface Named { name: string }
function hello(this: Named, greeting: string, ...rest: number[]): string { return `${greeting} ${this.name} ${rest.length}`; }
class Builder { private parts: string[] = []; add(p?: string): this { if (p !== undefined) this.parts.push(p); return this; } toString = (): string => this.parts.join('+'); }
const optional = (a: number, b?: number, c = 3): (number | undefined)[] => [a, b, c];
return [format(1.005, 1), format(new Date(0)), hello.call({ name: 'N' }, 'hi', 1, 2), `${new Builder().add('a').add().add('b')}`, optional(1), optional(1, 2, undefined)];
