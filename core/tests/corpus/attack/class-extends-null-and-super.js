//! title: class extends null and super
//! value: ["TypeError", false]
class A extends null { static m() { return super.toString === undefined } }
try { new A() } catch (error) { return [error.name, A.m()] }
