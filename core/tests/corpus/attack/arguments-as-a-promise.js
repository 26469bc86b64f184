//! title: arguments as a promise
//! calls: [["echo", {"$undefined": true}]]
//! value: "SERIALIZATION_ERROR"
try { return await tools.echo(Promise.resolve({ id: 1 })) } catch (error) { return error.code }
