//! title: orders grouped by status with reduce
//! value: {"paid":["o-101","o-102","o-105","o-107","o-108","o-111","o-113","o-114","o-117","o-119","o-120","o-123"],"pending":["o-103","o-109","o-115","o-121"],"refunded":["o-104","o-110","o-116","o-122"],"cancelled":["o-106","o-112","o-118"]}
const { orders } = await tools.orders.list({ limit: 50 })
return orders.reduce((groups, order) => {
  (groups[order.status] ||= []).push(order.id)
  return groups
}, {})
