//! Who has a worker, and who gets the next: tenants take turns.

use std::collections::{BTreeSet, HashMap, VecDeque};

#[derive(Debug, Default)]
pub(crate) struct Queue {
    leased: usize,
    by_tenant: HashMap<String, usize>,
    /// Tickets of the sessions that wait, by tenant.
    waiting: HashMap<String, VecDeque<u64>>,
    /// Tenants with sessions that wait, in the order of their turns.
    turns: VecDeque<String>,
    /// Tickets whose sessions may have a worker; they count as leased.
    granted: BTreeSet<u64>,
    /// Tickets whose sessions had to make room for another tenant's.
    refused: BTreeSet<u64>,
    tenants: HashMap<u64, String>,
    last: u64,
}

impl Queue {
    /// Sessions that have a worker, or are about to.
    pub(crate) fn leased(&self) -> usize {
        self.leased
    }

    /// Sessions that wait.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.values().map(VecDeque::len).sum()
    }

    /// Takes a place when there is one and nobody else waits who could have it.
    pub(crate) fn enter(&mut self, tenant: &str, max: usize, each: usize) -> bool {
        let has = self.by_tenant.get(tenant).copied().unwrap_or(0);
        let ours = self.waiting.get(tenant).is_some_and(|waiting| !waiting.is_empty());
        let free = self.leased < max && has < each && !ours;
        if free {
            self.count(tenant);
        }
        free
    }

    fn count(&mut self, tenant: &str) {
        self.leased += 1;
        *self.by_tenant.entry(tenant.to_owned()).or_default() += 1;
    }

    /// Waits behind the others of the same tenant; gives the ticket.
    pub(crate) fn wait(&mut self, tenant: &str) -> u64 {
        self.last += 1;
        let queue = self.waiting.entry(tenant.to_owned()).or_default();
        if queue.is_empty() {
            self.turns.push_back(tenant.to_owned());
        }
        queue.push_back(self.last);
        self.tenants.insert(self.last, tenant.to_owned());
        self.last
    }

    /// Makes room in a full queue for a session of this tenant, where another tenant has at least two more that wait:
    /// the newest of the tenant that has most is refused. Whether there is room now.
    pub(crate) fn make_room(&mut self, tenant: &str) -> bool {
        let ours = self.waiting.get(tenant).map_or(0, VecDeque::len);
        let Some((_, longest)) = self.waiting.iter_mut().max_by_key(|(_, waiting)| waiting.len()) else { return false };
        if longest.len() < ours + 2 {
            return false;
        }
        let newest = longest.pop_back();
        self.refused.extend(newest);
        newest.is_some()
    }

    /// Whether the ticket's session had to make room; it is used up then.
    pub(crate) fn take_refusal(&mut self, ticket: u64) -> bool {
        let refused = self.refused.remove(&ticket);
        if refused {
            self.tenants.remove(&ticket);
        }
        refused
    }

    /// Whether the ticket's turn has come; it is used up then.
    pub(crate) fn take_grant(&mut self, ticket: u64) -> bool {
        let granted = self.granted.remove(&ticket);
        if granted {
            self.tenants.remove(&ticket);
        }
        granted
    }

    /// Waits no longer.
    pub(crate) fn give_up(&mut self, ticket: u64) {
        let Some(tenant) = self.tenants.remove(&ticket) else { return };
        if let Some(queue) = self.waiting.get_mut(&tenant) {
            queue.retain(|waiting| *waiting != ticket);
            if queue.is_empty() {
                self.waiting.remove(&tenant);
                self.turns.retain(|turn| *turn != tenant);
            }
        }
    }

    /// Gives a place back and grants what is free to who waits; whether anybody was granted one.
    pub(crate) fn leave(&mut self, tenant: &str, max: usize, each: usize) -> bool {
        self.leased = self.leased.saturating_sub(1);
        if let Some(count) = self.by_tenant.get_mut(tenant) {
            *count -= 1;
            if *count == 0 {
                self.by_tenant.remove(tenant);
            }
        }
        let mut any = false;
        while self.leased < max
            && let Some(at) =
                self.turns.iter().position(|tenant| self.by_tenant.get(tenant).copied().unwrap_or(0) < each)
            && let Some(tenant) = self.turns.remove(at)
        {
            let queue = self.waiting.entry(tenant.clone()).or_default();
            if let Some(ticket) = queue.pop_front() {
                self.granted.insert(ticket);
                any = true;
            }
            if queue.is_empty() {
                self.waiting.remove(&tenant);
            } else {
                self.turns.push_back(tenant.clone());
            }
            self.count(&tenant);
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenants_take_turns_whatever_one_of_them_asks_for() {
        let mut queue = Queue::default();
        assert!(queue.enter("a", 1, 1));
        let first: Vec<u64> = (0..3).map(|_| queue.wait("a")).collect();
        let (b, c) = (queue.wait("b"), queue.wait("c"));
        let mut order = Vec::new();
        for leaves in ["a", "a", "b", "c", "a"] {
            queue.leave(leaves, 1, 1);
            order.extend([first[0], first[1], first[2], b, c].into_iter().filter(|ticket| queue.take_grant(*ticket)));
        }
        assert_eq!(order, [first[0], b, c, first[1], first[2]]);
        assert_eq!((queue.leased(), queue.waiting()), (1, 0));
    }

    #[test]
    fn a_tenant_has_no_more_than_its_share() {
        let mut queue = Queue::default();
        assert!(queue.enter("a", 3, 1) && !queue.enter("a", 3, 1) && queue.enter("b", 3, 1));
        let ticket = queue.wait("a");
        assert!(!queue.leave("b", 3, 1) && !queue.take_grant(ticket));
        assert!(queue.leave("a", 3, 1) && queue.take_grant(ticket));
        let gone = queue.wait("a");
        queue.give_up(gone);
        assert_eq!(queue.waiting(), 0);
    }

    #[test]
    fn a_full_queue_has_room_for_who_waits_for_less() {
        let mut queue = Queue::default();
        assert!(queue.enter("a", 1, 1));
        let [first, second, third] = [(); 3].map(|()| queue.wait("a"));
        assert!(!queue.make_room("a"), "nobody waits for less");
        assert!(queue.make_room("b"));
        assert!(queue.take_refusal(third) && !queue.take_refusal(third) && !queue.take_refusal(second));
        let other = queue.wait("b");
        assert!(!queue.make_room("b"), "it would wait for as much as the other");
        assert_eq!(queue.waiting(), 3);
        queue.leave("a", 1, 1);
        assert!(queue.take_grant(first));
        queue.leave("a", 1, 1);
        assert!(queue.take_grant(other));
        queue.leave("b", 1, 1);
        assert!(queue.take_grant(second));
        assert_eq!((queue.leased(), queue.waiting(), queue.tenants.len()), (1, 0, 0));
    }
}
