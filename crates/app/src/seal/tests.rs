//! Which keys are taken, and that what is sealed can be opened again is shown by the tests of vouchers.

use domain::refusal::{Field, Problem, Refusal};

use super::SealingKey;
use crate::chance::SeededChance;

const KEY: &str = include_str!("../testing/voucher_public_key.pem");

/// The same key in the older form.
const OLDER_FORM: &str = "-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAuYk50gTMMBWL1FF+ddpkaE3Mrgr3k6zBtALu0RH0mi3EWhoAGsCk
dDsyJB/2pD27drGlLgMP12N5YeCeHMuMa2NILUF8Pxt4E6yz6i5lgMI+byeNP625
5x4OGcsZrcTDL5hmzWspag4d0Z0cYD1Ck9JTb7MswVCVlWgLChoJQPbKiSULwcja
809iqVnDS+o+G5kIPBUW5K2q20bd5tM7ltcuHG6GhHVYELI1QxZXgqB+9wQ0wGUd
Td9AKnOS66yxfNgrvd7GlNQvpPPsrjq/HyBJQrBM+fKQvy8BZMmyb5u9qvKZi/Sl
Nx45k1BbtwV5M33xVWXbpDCQzhCKfGxy+QIDAQAB
-----END RSA PUBLIC KEY-----";

const SMALL: &str = "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDKDHSoVt0AAViLuodQYvUd1v0T
QUphnOks7X8J2LM6sEaIVV5PQ1FofOz1O/1VaUtU1vdyE4ShKbV/KYbsYJ19uz5l
2423faV9QMEm9SIyW4X6CRT8isXG1HszzZcrMELPH6AxBOd3K7OBv4W0MQSfL7Oq
pZvpO5fFHsj3prXXqwIDAQAB
-----END PUBLIC KEY-----";

#[test]
fn a_key_is_taken_in_both_forms_of_pem() {
    for pem in [KEY, OLDER_FORM, &format!("\n  {KEY}\n\n")] {
        assert!(SealingKey::read(pem).is_ok(), "{pem}");
    }
}

#[test]
fn a_small_key_and_what_is_none_are_refused() {
    let table = [
        ("", Problem::Malformed),
        ("chave", Problem::Malformed),
        (include_str!("../testing/voucher_private_key.pem"), Problem::Malformed),
        (SMALL, Problem::OutOfRange),
    ];
    for (pem, problem) in table {
        let refused = SealingKey::read(pem).err();
        assert_eq!(refused, Some(Refusal::invalid(Field::PublicKey, problem)), "{pem}");
    }
}

#[test]
fn a_sealed_text_has_lines_as_ruby_writes_them_and_is_another_each_time() {
    let key = SealingKey::read(KEY).expect("a key");
    let chance = SeededChance::new(1);
    let [one, other] = [1, 2].map(|_| key.seal("3c559f4bd0", &chance).expect("short enough"));
    assert_ne!(one, other);
    let lengths: Vec<usize> = one.lines().map(str::len).collect();
    // 256 bytes are 344 characters.
    assert_eq!(lengths, [60, 60, 60, 60, 60, 44]);
    assert!(one.ends_with("=\n"));
    assert!(key.seal(&"x".repeat(246), &chance).is_err());
}
