//! Applications and the tokens issued to them.

use app::access::{IssueToken, Revocation, RevokeToken, TokenHolder};
use app::{CreateCredential, RevokeCredential};
use domain::actor::{Actor, Face};
use domain::ids::CredentialId;
use jiff::SignedDuration;

use crate::world::{SECRET, World, on_each_engine, registration};

fn issue(credential: CredentialId, token: &str, lifetime: Option<SignedDuration>) -> IssueToken {
    IssueToken {
        credential,
        user: None,
        scopes: vec!["integration".to_owned()],
        lifetime,
        token: token.to_owned(),
    }
}

fn holder(world: &World, token: &str) -> TokenHolder {
    world.ask(world.app.token_holder(Face::Likin, token))
}

#[test]
fn an_application_is_known_by_its_public_name_and_its_secret() {
    on_each_engine(|world| {
        let id = world.application(&world.own, Face::Likin, "um");
        let with = |name: &str, secret: &str| {
            world
                .ask(world.app.application_with_secret(Face::Likin, name, secret))
                .map(|found| (found.account, found.credential.id))
        };
        let right = format!("{SECRET}-um");
        assert_eq!(with("um", &right), Some((world.own.principal.account, id)));
        assert_eq!(with("um", SECRET), None, "another secret");
        assert_eq!(with("dois", &right), None, "another name");
        assert_eq!(with("u\0m", &right), None, "no text");
        assert!(world.ask(world.app.application(Face::Egestor, "um")).is_none());
        let found = world.ask(world.app.application(Face::Likin, "um")).unwrap();
        assert_eq!(found.redirect_uris, ["https://app.example/volta"]);
        assert!(world.run(registration(Face::Likin, "um")).is_err(), "the name is taken");
        world.run(RevokeCredential { id }).unwrap();
        assert_eq!(with("um", &right), None, "revoked");
    });
}

#[test]
fn a_token_opens_its_face_until_its_time_is_over() {
    on_each_engine(|world| {
        let id = world.application(&world.own, Face::Likin, "um");
        let quarter = SignedDuration::from_mins(15);
        world.run(issue(id, "short", Some(quarter))).unwrap();
        world.run(issue(id, "long", None)).unwrap();
        let TokenHolder::Known(principal) = holder(world, "short") else {
            panic!("unknown")
        };
        assert_eq!(principal.account, world.own.principal.account);
        assert_eq!(principal.actor, Actor::Credential(id));
        assert_eq!(principal.scopes, ["integration"]);
        assert_eq!(
            world.ask(world.app.token_holder(Face::Egestor, "short")),
            TokenHolder::Unknown,
            "another face"
        );
        assert_eq!(holder(world, "other"), TokenHolder::Unknown);
        world.wait(quarter - SignedDuration::from_micros(1));
        assert!(matches!(holder(world, "short"), TokenHolder::Known(_)));
        world.wait(SignedDuration::from_micros(1));
        assert_eq!(holder(world, "short"), TokenHolder::Late);
        world.wait(SignedDuration::from_hours(24 * 1_000));
        assert!(matches!(holder(world, "long"), TokenHolder::Known(_)));
        world.run(issue(id, "new", Some(quarter))).unwrap();
        assert_eq!(holder(world, "short"), TokenHolder::Unknown, "forgotten");
    });
}

#[test]
fn a_token_is_revoked_by_its_own_application_alone_or_with_its_credential() {
    on_each_engine(|world| {
        let id = world.application(&world.own, Face::Likin, "um");
        let other = world.application(&world.own, Face::Likin, "dois");
        let elsewhere = world.application(&world.foreign, Face::Likin, "longe");
        world.run(issue(id, "a", None)).unwrap();
        world.run(issue(id, "b", None)).unwrap();
        let revoke = |credential, token: &str| RevokeToken {
            credential,
            token: token.to_owned(),
        };
        assert_eq!(world.run(revoke(other, "a")).unwrap(), Revocation::Foreign);
        let from_elsewhere = world.app.execute_blocking(&world.foreign, revoke(elsewhere, "a"));
        assert_eq!(from_elsewhere.unwrap(), Revocation::Foreign);
        assert_eq!(world.run(revoke(id, "none")).unwrap(), Revocation::Unknown);
        assert!(matches!(holder(world, "a"), TokenHolder::Known(_)));
        assert_eq!(world.run(revoke(id, "a")).unwrap(), Revocation::Done);
        assert_eq!(world.run(revoke(id, "a")).unwrap(), Revocation::Done);
        assert_eq!(holder(world, "a"), TokenHolder::Unknown);
        assert!(matches!(holder(world, "b"), TokenHolder::Known(_)), "not the other one");
        world.run(RevokeCredential { id }).unwrap();
        assert_eq!(holder(world, "b"), TokenHolder::Unknown);
        assert!(world.run(issue(id, "c", None)).is_err(), "nothing is issued any more");
    });
}

#[test]
fn the_secret_of_a_credential_is_no_token() {
    on_each_engine(|world| {
        let create = CreateCredential {
            face: Face::Likin,
            name: "um".to_owned(),
            organization: None,
            scopes: Vec::new(),
            secret: SECRET.to_owned(),
        };
        world.run(create).unwrap();
        assert_eq!(holder(world, SECRET), TokenHolder::Unknown);
    });
}
