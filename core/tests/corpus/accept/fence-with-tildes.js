//! title: a fence of tildes
//! plain: no
//! value: [1,2]
~~~js
return [1, 2];
~~~
