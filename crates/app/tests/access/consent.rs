//! Codes, pairs of tokens, standing permissions.

use app::access::{CreateGrant, IssueCode, SetUserActive, TokenHolder, TokenPair};
use domain::access::Application;
use domain::actor::{Actor, Face};
use domain::ids::UserId;
use jiff::SignedDuration;

use crate::people::ana;
use crate::world::{World, on_each_engine};

const BACK: &str = "https://app.example/volta";

/// An application and a user who has allowed it, under the code.
fn consented(world: &World, code: &str) -> (Application, UserId) {
    world.application(&world.own, Face::Egestor, "um");
    let application = world.ask(world.app.application(Face::Egestor, "um")).unwrap();
    let user = ana(world);
    allow(world, &application, user, code);
    (application, user)
}

fn allow(world: &World, application: &Application, user: UserId, code: &str) {
    let issue = IssueCode {
        credential: application.credential.id,
        user,
        redirect_uri: BACK.to_owned(),
        code: code.to_owned(),
    };
    world.run(issue).unwrap();
}

fn redeem(world: &World, application: &Application, code: &str) -> Option<TokenPair> {
    let redeemed = world.ask(world.app.redeem_code(application, code, Some(BACK)));
    redeemed.map(|redeemed| redeemed.pair)
}

fn refresh(world: &World, application: Option<&Application>, token: &str) -> Option<TokenPair> {
    world.ask(world.app.refresh(Face::Egestor, application, token))
}

fn opens(world: &World, pair: &TokenPair) -> bool {
    let holder = world.ask(world.app.token_holder(Face::Egestor, &pair.access));
    matches!(holder, TokenHolder::Known(_))
}

#[test]
fn a_code_becomes_tokens_of_its_user_once_and_a_second_use_takes_them_back() {
    on_each_engine(|world| {
        let (application, user) = consented(world, "code");
        let pair = redeem(world, &application, "code").unwrap();
        let TokenHolder::Known(principal) = world.ask(world.app.token_holder(Face::Egestor, &pair.access)) else {
            panic!("unknown")
        };
        assert_eq!(principal.actor, Actor::User(user));
        assert_eq!(principal.application, Some(application.credential.id));
        assert_eq!(redeem(world, &application, "code"), None);
        assert!(!opens(world, &pair));
        assert_eq!(refresh(world, None, &pair.refresh), None);
    });
}

#[test]
fn a_code_is_worth_nothing_late_elsewhere_or_to_another() {
    on_each_engine(|world| {
        let (application, user) = consented(world, "code");
        world.application(&world.own, Face::Egestor, "dois");
        let other = world.ask(world.app.application(Face::Egestor, "dois")).unwrap();
        assert_eq!(redeem(world, &other, "code"), None, "another application");
        assert_eq!(redeem(world, &application, "none"), None);
        let elsewhere = world
            .app
            .redeem_code(&application, "code", Some("https://app.example/outra"));
        assert!(world.ask(elsewhere).is_none(), "another address");
        world.wait(SignedDuration::from_mins(10));
        assert_eq!(redeem(world, &application, "code"), None, "late");
        allow(world, &application, user, "new");
        world
            .run(SetUserActive {
                id: user,
                active: false,
            })
            .unwrap();
        assert_eq!(redeem(world, &application, "new"), None, "the user is gone");
    });
}

#[test]
fn a_code_is_made_for_a_registered_address_alone() {
    on_each_engine(|world| {
        let (application, user) = consented(world, "code");
        let issue = IssueCode {
            credential: application.credential.id,
            user,
            redirect_uri: "https://app.example/volta/".to_owned(),
            code: "other".to_owned(),
        };
        assert!(world.run(issue).is_err());
    });
}

#[test]
fn a_refresh_token_gets_one_pair_again_and_again_for_half_a_minute() {
    on_each_engine(|world| {
        let (application, _) = consented(world, "code");
        let first = redeem(world, &application, "code").unwrap();
        let second = refresh(world, Some(&application), &first.refresh).unwrap();
        assert_ne!(first.access, second.access);
        world.wait(SignedDuration::from_secs(29));
        assert_eq!(refresh(world, None, &first.refresh), Some(second.clone()));
        assert!(opens(world, &second));
        let third = refresh(world, None, &second.refresh).unwrap();
        world.wait(SignedDuration::from_secs(1));
        assert_eq!(refresh(world, None, &first.refresh), None, "used before");
        for pair in [&first, &second, &third] {
            assert!(!opens(world, pair));
            assert_eq!(refresh(world, None, &pair.refresh), None, "the family is gone");
        }
    });
}

#[test]
fn a_refresh_token_is_its_own_applications_and_ends_unused() {
    on_each_engine(|world| {
        let (application, _) = consented(world, "code");
        world.application(&world.own, Face::Egestor, "dois");
        let other = world.ask(world.app.application(Face::Egestor, "dois")).unwrap();
        let pair = redeem(world, &application, "code").unwrap();
        assert_eq!(refresh(world, Some(&other), &pair.refresh), None);
        assert_eq!(refresh(world, None, &pair.access), None, "no refresh token");
        assert!(world.ask(world.app.refresh(Face::Likin, None, &pair.refresh)).is_none());
        world.wait(SignedDuration::from_mins(15));
        assert!(!opens(world, &pair), "a quarter of an hour");
        world.wait(SignedDuration::from_hours(24 * 90));
        assert_eq!(refresh(world, None, &pair.refresh), None, "late");
    });
}

#[test]
fn a_standing_permission_gets_tokens_until_its_user_is_disabled() {
    on_each_engine(|world| {
        let (application, user) = consented(world, "code");
        let grant = |user, key: &str| CreateGrant {
            credential: application.credential.id,
            user,
            key: key.to_owned(),
        };
        world.run(grant(Some(user), "a")).unwrap();
        world.run(grant(None, "b")).unwrap();
        let redeemed = world.ask(world.app.redeem_code(&application, "code", None)).unwrap();
        let first = world.ask(world.app.use_grant(&application, "a")).unwrap();
        let second = world.ask(world.app.use_grant(&application, "a")).unwrap();
        assert_ne!(first.access, second.access);
        assert!(opens(world, &first) && opens(world, &second));
        assert!(
            world
                .ask(world.app.use_grant(&application, &redeemed.grant_key))
                .is_some()
        );
        assert!(world.ask(world.app.use_grant(&application, "c")).is_none());
        world
            .run(SetUserActive {
                id: user,
                active: false,
            })
            .unwrap();
        assert!(!opens(world, &first));
        assert!(world.ask(world.app.use_grant(&application, "a")).is_none());
        assert!(
            world.ask(world.app.use_grant(&application, "b")).is_some(),
            "for itself"
        );
    });
}
