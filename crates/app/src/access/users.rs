//! Users of an account: creating, disabling, another password, reading.
//!
//! Not signing in. The one rule to know: a password is hashed before the command, because that is slow and a command may
//! run twice.

use domain::events::{Event, EventKind};
use domain::ids::UserId;
use domain::page::PageRequest;
use domain::refusal::{Entity, Field, Problem};
use domain::users::{Role, User, check_password, check_user, tidy_email};
use store::counters::{self, Counter};

use crate::context::Context;
use crate::execute::{App, Command};
use crate::failure::Failure;
use crate::outbox;
use crate::reader::Reader;

/// Adds a user. Made by [`App::new_user`].
#[derive(Clone)]
pub struct CreateUser {
    email: String,
    name: String,
    role: Role,
    password_hash: String,
}

impl App {
    /// The command that adds a user with this password. Slow: never in a transaction, never from async code.
    ///
    /// # Errors
    /// What is wrong with address, name or password.
    pub fn new_user(&self, email: &str, name: &str, role: Role, password: &str) -> Result<CreateUser, Failure> {
        let email = tidy_email(email);
        check_user(&email, name, password)?;
        Ok(CreateUser {
            email,
            name: name.trim().to_owned(),
            role,
            password_hash: self.hash_password(password),
        })
    }
}

impl Command for CreateUser {
    type Done = UserId;

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<UserId, Failure> {
        let account = cx.account();
        crate::accounts::settings(cx)?;
        if store::users::find_by_email(cx.tx, account, &self.email)?.is_some() {
            return Err(Failure::invalid(Field::Email, Problem::Taken));
        }
        let user = User {
            id: UserId::from_raw(counters::next(cx.tx, account, Counter::User)?),
            email: self.email.clone(),
            name: self.name.clone(),
            role: self.role,
            active: true,
            created_at: cx.now,
            updated_at: cx.now,
        };
        store::users::insert(cx.tx, account, &user, &self.password_hash)?;
        outbox::emit(cx, &[event(user.id, EventKind::Created)])?;
        Ok(user.id)
    }
}

/// Gives a user another password; its sessions end. Made by [`App::new_password`].
#[derive(Clone)]
pub struct SetPassword {
    id: UserId,
    password_hash: String,
}

impl App {
    /// The command that gives a user this password. Slow: never in a transaction, never from async code.
    ///
    /// # Errors
    /// What is wrong with the password.
    pub fn new_password(&self, id: UserId, password: &str) -> Result<SetPassword, Failure> {
        check_password(password)?;
        Ok(SetPassword {
            id,
            password_hash: self.hash_password(password),
        })
    }
}

impl Command for SetPassword {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        store::users::find(cx.tx, account, self.id)?.ok_or_else(|| Failure::not_found(Entity::User, self.id))?;
        store::users::set_password(cx.tx, account, self.id, &self.password_hash, cx.now)?;
        store::sessions::delete_of_user(cx.tx, account, self.id)?;
        outbox::emit(cx, &[event(self.id, EventKind::Updated)])
    }
}

/// Lets a user sign in, or not any more; then its sessions and tokens open nothing either.
#[derive(Debug, Clone, Copy)]
pub struct SetUserActive {
    /// Which one.
    pub id: UserId,
    /// Whether it may sign in.
    pub active: bool,
}

impl Command for SetUserActive {
    type Done = ();

    fn run(&self, cx: &mut Context<'_, '_>) -> Result<(), Failure> {
        let account = cx.account();
        store::users::find(cx.tx, account, self.id)?.ok_or_else(|| Failure::not_found(Entity::User, self.id))?;
        store::users::set_active(cx.tx, account, self.id, self.active, cx.now)?;
        if !self.active {
            store::sessions::delete_of_user(cx.tx, account, self.id)?;
            store::access_tokens::revoke_of_user(cx.tx, account, self.id, cx.now)?;
            store::refresh_tokens::revoke_of_user(cx.tx, account, self.id, cx.now)?;
            store::grants::revoke_of_user(cx.tx, account, self.id, cx.now)?;
        }
        outbox::emit(cx, &[event(self.id, EventKind::Updated)])
    }
}

impl Reader<'_, '_> {
    /// A page of the account's users, those who may not sign in too, by number.
    ///
    /// # Errors
    /// A broken store.
    pub fn users(&mut self, page: PageRequest) -> Result<Vec<User>, Failure> {
        Ok(store::users::list(self.tx, self.account, page)?)
    }

    /// The user of that number.
    ///
    /// # Errors
    /// Not found in this account.
    pub fn user(&mut self, id: UserId) -> Result<User, Failure> {
        store::users::find(self.tx, self.account, id)?.ok_or_else(|| Failure::not_found(Entity::User, id))
    }

    /// The user of that e-mail address, in any case of letters.
    ///
    /// # Errors
    /// A broken store.
    pub fn user_by_email(&mut self, email: &str) -> Result<Option<User>, Failure> {
        let found = store::users::find_by_email(self.tx, self.account, &tidy_email(email))?;
        Ok(found.map(|(user, _)| user))
    }
}

fn event(id: UserId, kind: EventKind) -> Event {
    Event {
        entity: Entity::User,
        entity_id: id.raw(),
        organization: None,
        kind,
    }
}
