//! How often a credential may ask: quotas as the faces state them, counted in memory.
//!
//! Not a defence against floods (that is the proxy's) and not shared between servers: each counts for itself.
//!
//! The one rule to know: what is kept per key is forgotten once it no longer matters, so memory stays bounded.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use app::Principal;
use axum::extract::ConnectInfo;
use domain::actor::Actor;
use domain::ids::{AccountId, CredentialId};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use http::request::Parts;

/// Whether the vendors' limits are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RateLimits {
    /// As each dialect states them.
    #[default]
    Vendor,
    /// Not at all: no counting, no headers.
    Off,
}

/// So many requests in so many seconds, refilled evenly; the whole of it may be used at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quota {
    /// How many requests. Zero is taken as one.
    pub requests: u32,
    /// In how many seconds. Zero is taken as one.
    pub window_s: u32,
}

/// What is left after a request was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// The quota's size.
    pub limit: u32,
    /// How many more requests would pass at once.
    pub remaining: u32,
    /// Whole seconds until the whole quota is free again.
    pub reset_after_s: u64,
}

/// What counting a request came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) allowance: Allowance,
    /// Whole seconds until a request would pass, at least 1, when this one does not.
    pub(crate) retry_after_s: Option<u64>,
}

/// Whose requests are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// A credential, or a person who signed in, through each application apart.
    Caller(AccountId, Actor, Option<CredentialId>),
    /// The address of a caller without credential.
    Address(IpAddr),
    /// Callers whose address the server does not say.
    Nobody,
}

impl Key {
    /// The key of an authenticated request.
    pub(crate) fn of(principal: &Principal) -> Self {
        Self::Caller(principal.account, principal.actor, principal.application)
    }

    /// The key of a request without credential. Addresses of one IPv6 network (a /64) count as one: its owner has
    /// all of them.
    pub(crate) fn at(address: Option<IpAddr>) -> Self {
        address.map_or(Self::Nobody, |address| Self::Address(network(address)))
    }
}

/// What callers of one address are told apart by: the address, or the network of an IPv6 address.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    // A listener for both families shows IPv4 callers inside one IPv6 network.
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => {
            let network = u128::from(address) & (u128::MAX << 64);
            std::net::Ipv6Addr::from(network).into()
        }
    }
}

/// How many requests pass between two clean-ups of what is forgotten.
const CHECKS_PER_SWEEP: u32 = 4096;

/// Counts the requests of one quota.
pub(crate) struct Limiter {
    quota: Quota,
    counter: governor::RateLimiter<Key, DefaultKeyedStateStore<Key>, DefaultClock, StateInformationMiddleware>,
    clock: DefaultClock,
    checks: AtomicU32,
}

impl Limiter {
    fn new(quota: Quota) -> Self {
        let requests = NonZeroU32::new(quota.requests).unwrap_or(NonZeroU32::MIN);
        let window = Duration::from_secs(u64::from(quota.window_s.max(1)));
        // `None` only for a period of zero, which a window of a second over at most 2³² requests is not.
        let rate = governor::Quota::with_period(window / requests.get())
            .unwrap_or_else(|| governor::Quota::per_second(requests))
            .allow_burst(requests);
        let counter = governor::RateLimiter::keyed(rate).with_middleware::<StateInformationMiddleware>();
        Self {
            quota,
            counter,
            clock: DefaultClock::default(),
            checks: AtomicU32::new(0),
        }
    }

    /// Counts one request, unless the quota is used up.
    pub(crate) fn check(&self, key: Key) -> Counted {
        if self.checks.fetch_add(1, Ordering::Relaxed) % CHECKS_PER_SWEEP == CHECKS_PER_SWEEP - 1 {
            self.counter.retain_recent();
            self.counter.shrink_to_fit();
        }
        let limit = self.quota.requests.max(1);
        let (remaining, retry_after_s) = match self.counter.check_key(&key) {
            Ok(state) => (state.remaining_burst_capacity().min(limit), None),
            Err(until) => {
                let wait = until.wait_time_from(self.clock.now());
                (0, Some((wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)))
            }
        };
        let reset_after_s = self.refill_s(limit - remaining);
        Counted {
            allowance: Allowance {
                limit,
                remaining,
                reset_after_s,
            },
            retry_after_s,
        }
    }

    /// Whole seconds until this many used requests are free again.
    fn refill_s(&self, used: u32) -> u64 {
        (u64::from(used) * u64::from(self.quota.window_s.max(1))).div_ceil(u64::from(self.quota.requests.max(1)))
    }
}

/// The limiters of one face: one per distinct quota.
#[derive(Default)]
pub(crate) struct Limiters(Vec<Arc<Limiter>>);

impl Limiters {
    /// The limiter of this quota, made when first asked for.
    pub(crate) fn of(&mut self, quota: Quota) -> Arc<Limiter> {
        if let Some(known) = self.0.iter().find(|limiter| limiter.quota == quota) {
            return Arc::clone(known);
        }
        let limiter = Arc::new(Limiter::new(quota));
        self.0.push(Arc::clone(&limiter));
        limiter
    }
}

/// The limiters of one route: the vendor's, and those of accounts with quotas of their own.
pub(crate) struct RouteLimits {
    vendor: Arc<Limiter>,
    of_accounts: Arc<[(AccountId, Arc<Limiter>)]>,
}

impl RouteLimits {
    pub(crate) fn new(limiters: &mut Limiters, quota: Quota, of_accounts: &[(AccountId, Quota)]) -> Self {
        Self {
            vendor: limiters.of(quota),
            of_accounts: of_accounts
                .iter()
                .map(|(account, quota)| (*account, limiters.of(*quota)))
                .collect(),
        }
    }

    /// Counts a request of this principal, or of a caller at this address.
    pub(crate) fn check(&self, principal: Option<&Principal>, address: Option<IpAddr>) -> Counted {
        let Some(principal) = principal else {
            return self.vendor.check(Key::at(address));
        };
        let own = self
            .of_accounts
            .iter()
            .find(|(account, _)| *account == principal.account);
        own.map_or(&self.vendor, |(_, limiter)| limiter)
            .check(Key::of(principal))
    }
}

/// The other end of the connection, when the server says it.
pub(crate) fn address(parts: &Parts) -> Option<IpAddr> {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(address)| address.ip())
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::{CHECKS_PER_SWEEP, Key, Limiter, Limiters, Quota};

    fn passes(limiter: &Limiter, key: Key) -> bool {
        limiter.check(key).retry_after_s.is_none()
    }

    #[test]
    fn a_used_up_quota_says_when_to_come_back() {
        let limiter = Limiter::new(Quota {
            requests: 2,
            window_s: 120,
        });
        let counted = [(); 3].map(|()| limiter.check(Key::Nobody));
        assert_eq!(counted.map(|it| it.allowance.limit), [2, 2, 2]);
        assert_eq!(counted.map(|it| it.allowance.remaining), [1, 0, 0]);
        assert_eq!(counted.map(|it| it.allowance.reset_after_s), [60, 120, 120]);
        assert_eq!(counted.map(|it| it.retry_after_s), [None, None, Some(60)]);
    }

    #[test]
    fn keys_do_not_use_up_each_other() {
        let limiter = Limiter::new(Quota {
            requests: 1,
            window_s: 60,
        });
        let [one, other] = [1, 2].map(|last| Key::at(Some(Ipv4Addr::new(192, 0, 2, last).into())));
        assert_eq!([one, other, one].map(|key| passes(&limiter, key)), [true, true, false]);
    }

    #[test]
    fn the_addresses_of_one_network_count_together() {
        let address = |text: &str| text.parse().ok();
        assert_eq!(Key::at(address("2001:db8::1")), Key::at(address("2001:db8::ffff")));
        assert_ne!(Key::at(address("2001:db8::1")), Key::at(address("2001:db8:0:1::1")));
        assert_ne!(
            Key::at(address("::ffff:192.0.2.1")),
            Key::at(address("::ffff:192.0.2.2"))
        );
        assert_eq!(Key::at(address("::ffff:192.0.2.1")), Key::at(address("192.0.2.1")));
    }

    #[test]
    fn keys_whose_quota_is_free_again_are_forgotten() {
        // A million a second: every key is free again almost at once.
        let limiter = Limiter::new(Quota {
            requests: 1_000_000,
            window_s: 1,
        });
        for number in 0..4 * CHECKS_PER_SWEEP {
            limiter.check(Key::Address(Ipv4Addr::from(number).into()));
        }
        assert!(
            limiter.counter.len() <= 2 * CHECKS_PER_SWEEP as usize,
            "{} keys kept",
            limiter.counter.len()
        );
    }

    #[test]
    fn equal_quotas_share_one_allowance() {
        let mut limiters = Limiters::default();
        let quota = Quota {
            requests: 1,
            window_s: 60,
        };
        assert!(passes(&limiters.of(quota), Key::Nobody));
        assert!(!passes(&limiters.of(quota), Key::Nobody), "shared with the first");
        assert!(
            passes(
                &limiters.of(Quota {
                    requests: 1,
                    window_s: 61
                }),
                Key::Nobody
            ),
            "another quota"
        );
    }
}
