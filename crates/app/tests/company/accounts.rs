//! Tenants, their settings, and who a token stands for.

use app::accounts::{self, NewAccount, UpdateAccount};
use app::{Command, CreateCredential, Principal, RevokeCredential};
use domain::actor::{Actor, Face};
use domain::documents::CheckPolicy;
use domain::ids::{AccountId, CredentialId, OrganizationId};
use domain::refusal::{Field, Problem};

use crate::world::{World, is_missing, now, on_each_engine, refused};

const SECRET: &str = "3d12813150a061e126216017605c1940";

fn credential(secret: &str) -> CreateCredential {
    CreateCredential {
        face: Face::Estoka,
        name: "Loja virtual".to_owned(),
        organization: None,
        scopes: vec!["ler".to_owned(), "gravar".to_owned()],
        secret: secret.to_owned(),
    }
}

fn who(world: &World, face: Face, token: &str) -> Option<Principal> {
    world.app.authenticate_blocking(face, token).unwrap()
}

#[test]
fn accounts_are_numbered_and_have_settings_of_their_own() {
    on_each_engine(|world| {
        let settings = world.read(|reader| reader.account_settings()).unwrap();
        assert_eq!(
            (settings.id, settings.subdomain.as_str()),
            (AccountId::from_raw(1), "loja")
        );
        assert_eq!(settings.time_zone.iana_name(), Some("America/Sao_Paulo"));
        assert_eq!(settings.document_check, CheckPolicy::Warn);
        assert_eq!(settings.created_at, now());
        world
            .run(UpdateAccount {
                name: None,
                time_zone: Some("America/Manaus".to_owned()),
                document_check: Some(CheckPolicy::Reject),
            })
            .unwrap();
        let settings = world.read(|reader| reader.account_settings()).unwrap();
        assert_eq!(settings.time_zone.iana_name(), Some("America/Manaus"));
        assert_eq!(
            (settings.name.as_str(), settings.document_check),
            ("Loja", CheckPolicy::Reject)
        );
        let foreign = world.read_foreign(|reader| reader.account_settings()).unwrap();
        assert_eq!(foreign.document_check, CheckPolicy::Warn);
        let names: Vec<String> = accounts::list(&world.app)
            .unwrap()
            .into_iter()
            .map(|one| one.name)
            .collect();
        assert_eq!(names, ["Loja", "Outra"]);
        let found = accounts::find_by_subdomain(&world.app, "outra").unwrap().unwrap();
        assert_eq!(found.id, AccountId::from_raw(2));
        assert_eq!(accounts::find_by_subdomain(&world.app, "nenhuma").unwrap(), None);
    });
}

#[test]
fn a_subdomain_that_is_taken_and_a_zone_that_does_not_exist_are_refused() {
    on_each_engine(|world| {
        let taken = accounts::create(&world.app, NewAccount::named("Loja", "loja"));
        assert_eq!(refused(taken), [(Field::Subdomain, None, Problem::Taken)]);
        let nowhere = NewAccount {
            time_zone: Some("America/Atlantida".to_owned()),
            ..NewAccount::named("Loja", "terceira")
        };
        assert_eq!(
            refused(accounts::create(&world.app, nowhere)),
            [(Field::TimeZone, None, Problem::NotInList)]
        );
        assert_eq!(accounts::list(&world.app).unwrap().len(), 2);
    });
}

#[test]
fn a_token_stands_for_its_account_organization_and_scopes() {
    on_each_engine(|world| {
        let organization = world.organization(1);
        let bound = CreateCredential {
            organization: Some(organization),
            ..credential(SECRET)
        };
        let id = world.run(bound).unwrap().id;
        assert_eq!(
            who(world, Face::Estoka, SECRET),
            Some(Principal {
                account: AccountId::from_raw(1),
                organization: Some(organization),
                actor: Actor::Credential(id),
                application: None,
                scopes: vec!["ler".to_owned(), "gravar".to_owned()],
            })
        );
        assert_eq!(who(world, Face::Uniplus, SECRET), None, "another face");
        assert_eq!(who(world, Face::Estoka, &SECRET.to_uppercase()), None, "another token");
        assert_eq!(who(world, Face::Estoka, ""), None, "no token");
        assert_eq!(who(world, Face::Estoka, "\0"), None, "no text");
    });
}

#[test]
fn a_revoked_token_stands_for_nobody_and_cannot_be_issued_again() {
    on_each_engine(|world| {
        let id = world.run(credential(SECRET)).unwrap().id;
        world.run_later(60, RevokeCredential { id }).unwrap();
        world.run_later(120, RevokeCredential { id }).unwrap();
        assert_eq!(who(world, Face::Estoka, SECRET), None);
        let listed = world.read(|reader| reader.credentials()).unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!(
            listed[0].revoked_at,
            Some(crate::world::later(60)),
            "the first revocation counts"
        );
        assert_eq!(listed[0].hint, "1940");
        assert_eq!(
            refused(world.run(credential(SECRET))),
            [(Field::Secret, None, Problem::Taken)]
        );
        assert_eq!(
            refused(world.run_foreign(credential(SECRET))),
            [(Field::Secret, None, Problem::Taken)]
        );
    });
}

#[test]
fn a_credential_of_another_account_does_not_exist_and_neither_does_its_organization() {
    on_each_engine(|world| {
        let id = world.run(credential(SECRET)).unwrap().id;
        assert!(is_missing(&world.run_foreign(RevokeCredential { id })));
        assert!(is_missing(&world.read_foreign(move |reader| reader.credential(id))));
        assert!(is_missing(&world.run(RevokeCredential {
            id: CredentialId::from_raw(99)
        })));
        let organization = world.organization(1);
        let foreign = CreateCredential {
            organization: Some(organization),
            ..credential("outro-segredo")
        };
        assert_eq!(
            refused(world.run_foreign(foreign)),
            [(Field::Organization, None, Problem::Unknown)]
        );
        let nowhere = CreateCredential {
            organization: Some(OrganizationId::from_raw(9)),
            ..credential("outro-segredo")
        };
        assert_eq!(
            refused(world.run(nowhere)),
            [(Field::Organization, None, Problem::Unknown)]
        );
        assert!(who(world, Face::Estoka, SECRET).is_some());
    });
}

#[test]
fn debug_text_of_a_new_credential_hides_the_secret() {
    fn shown<C: Command + std::fmt::Debug>(command: &C) -> String {
        format!("{command:?}")
    }
    assert!(!shown(&credential(SECRET)).contains(SECRET));
}
