//! title: typescript abstract class with constructor type
//! value: 3
abstract class A { abstract make(): new (text: string) => Function }
class B extends A { make() { return Array as any } }
return new (new B().make() as any)(3).length
