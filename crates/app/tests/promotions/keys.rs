//! The key for which voucher codes are encrypted.

use app::account_keys::SetPublicKey;
use app::testing::VOUCHER_PUBLIC_KEY;
use domain::refusal::{Field, Problem};

use crate::world::{on_each_engine, wrong};

#[test]
fn a_key_takes_the_place_of_the_one_before_and_what_is_none_leaves_it_there() {
    on_each_engine(|world| {
        let known = || world.read(|reader| reader.public_key());
        assert_eq!(known().as_deref(), Some(VOUCHER_PUBLIC_KEY.trim()));
        let set = |pem: &str| world.run(SetPublicKey { pem: pem.to_owned() });
        assert_eq!(wrong(set("chave")), [(Field::PublicKey, None, Problem::Malformed)]);
        set(&format!("  {VOUCHER_PUBLIC_KEY}\n")).unwrap();
        assert_eq!(known().as_deref(), Some(VOUCHER_PUBLIC_KEY.trim()));
    });
}
