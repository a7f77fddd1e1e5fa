//! Users, their passwords and sessions.

use app::Failure;
use app::access::{SetUserActive, SignIn};
use domain::ids::UserId;
use domain::page::PageRequest;
use domain::refusal::{Field, Problem, Refusal};
use domain::users::{AttemptSubject, Role};
use jiff::SignedDuration;

use crate::world::{World, on_each_engine};

const EMAIL: &str = "ana@loja.example";
const PASSWORD: &str = "uma senha longa";

pub(crate) fn ana(world: &World) -> UserId {
    let create = world.app.new_user(" Ana@Loja.example", "Ana", Role::Operator, PASSWORD);
    world.run(create.unwrap()).unwrap()
}

fn try_in(world: &World, email: &str, password: &str, network: &str) -> SignIn {
    let account = world.own.principal.account;
    let attempt = world.app.sign_in(account, email, password.to_owned(), network);
    world.ask(attempt)
}

fn session(result: SignIn) -> String {
    match result {
        SignIn::Welcome { session, .. } => session,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_address_has_one_user_and_another_account_none() {
    on_each_engine(|world| {
        let id = ana(world);
        let again = world.app.new_user(EMAIL, "Outra", Role::Operator, PASSWORD).unwrap();
        let taken = Refusal::invalid(Field::Email, Problem::Taken);
        assert!(matches!(world.run(again), Err(Failure::Refused(refusal)) if refusal == taken));
        let all = PageRequest::new(1, 50, 50);
        let users = world.app.read_blocking(&world.own, move |reader| reader.users(all));
        let users = users.unwrap();
        assert_eq!(users.iter().map(|user| user.id).collect::<Vec<_>>(), [id]);
        assert_eq!((users[0].email.as_str(), users[0].role), (EMAIL, Role::Operator));
        let elsewhere = world.app.read_blocking(&world.foreign, move |reader| reader.user(id));
        assert!(elsewhere.is_err());
    });
}

#[test]
fn the_right_password_begins_a_session_that_ends() {
    on_each_engine(|world| {
        let id = ana(world);
        let (own, foreign) = (world.own.principal.account, world.foreign.principal.account);
        assert_eq!(try_in(world, EMAIL, "outra senha", "n"), SignIn::Wrong);
        assert_eq!(try_in(world, "nobody@loja.example", PASSWORD, "n"), SignIn::Wrong);
        assert_eq!(try_in(world, "a\0@b", PASSWORD, "n"), SignIn::Wrong);
        let secret = session(try_in(world, " ANA@loja.example ", PASSWORD, "n"));
        let who = |account, secret: &str| world.ask(world.app.session(account, secret)).map(|user| user.id);
        assert_eq!(who(own, &secret), Some(id));
        assert_eq!(who(foreign, &secret), None);
        assert_eq!(who(own, "other"), None);
        world.wait(SignedDuration::from_hours(12));
        assert_eq!(who(own, &secret), None, "its time is over");
        let secret = session(try_in(world, EMAIL, PASSWORD, "n"));
        world.ask(world.app.end_session(own, &secret));
        assert_eq!(who(own, &secret), None, "signed out");
        let secret = session(try_in(world, EMAIL, PASSWORD, "n"));
        world.run(SetUserActive { id, active: false }).unwrap();
        assert_eq!(who(own, &secret), None, "disabled");
        assert_eq!(try_in(world, EMAIL, PASSWORD, "n"), SignIn::Wrong);
        world.run(SetUserActive { id, active: true }).unwrap();
        session(try_in(world, EMAIL, PASSWORD, "n"));
    });
}

#[test]
fn too_many_attempts_wait_whether_or_not_somebody_has_the_address() {
    on_each_engine(|world| {
        ana(world);
        for email in [EMAIL, "nobody@loja.example"] {
            for _ in 0..AttemptSubject::Email.allowed() {
                assert_eq!(try_in(world, email, "errada", email), SignIn::Wrong);
            }
            assert!(matches!(try_in(world, email, PASSWORD, "else"), SignIn::TooMany { .. }));
        }
        world.wait(SignedDuration::from_mins(15));
        session(try_in(world, EMAIL, PASSWORD, "n"));
    });
}

#[test]
fn right_attempts_are_not_counted_and_wrong_ones_of_a_network_are() {
    on_each_engine(|world| {
        ana(world);
        for _ in 0..3 {
            assert_eq!(try_in(world, EMAIL, "errada", "right"), SignIn::Wrong);
        }
        for _ in 0..AttemptSubject::Email.allowed() {
            session(try_in(world, EMAIL, PASSWORD, "right"));
        }
        for number in 0..AttemptSubject::Network.allowed() {
            assert_eq!(try_in(world, &format!("{number}@b"), "errada", "wrong"), SignIn::Wrong);
        }
        assert!(matches!(
            try_in(world, EMAIL, PASSWORD, "wrong"),
            SignIn::TooMany { .. }
        ));
        session(try_in(world, EMAIL, PASSWORD, "right"));
    });
}
