//! title: race and any
//! value: ["fast",2]
return [await Promise.race([sleep(5).then(()=>'slow'),Promise.resolve('fast')]), await Promise.any([Promise.reject(1),Promise.resolve(2)])]
