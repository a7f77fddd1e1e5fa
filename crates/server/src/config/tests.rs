//! The layers of the settings, and their documentation.

use super::*;

fn load(toml: Option<&str>, variables: &[(&str, &str)], flags: &Flags) -> anyhow::Result<Loaded> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("entreposto.toml");
    if let Some(text) = toml {
        std::fs::write(&file, text)?;
    }
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Settings::load(toml.map(|_| file.as_path()), variables, flags)
}

fn message(toml: &str, variables: &[(&str, &str)]) -> String {
    let error = load(Some(toml), variables, &Flags::default()).expect_err("not valid");
    format!("{error:#}")
}

#[test]
fn without_layers_the_defaults_hold() -> anyhow::Result<()> {
    let settings = load(None, &[], &Flags::default())?.settings;
    assert_eq!(settings, Settings::default());
    assert_eq!(settings.public_url(), "http://127.0.0.1:8080");
    Ok(())
}

#[test]
fn a_file_overrides_the_defaults_a_variable_the_file_and_a_flag_the_variable() -> anyhow::Result<()> {
    let toml = "listen = '127.0.0.1:1'\nlog = 'info'\nreaders = 2\nrate_limits = 'off'";
    let variables = [
        ("ENTREPOSTO_LISTEN", "127.0.0.1:2"),
        ("ENTREPOSTO_LOG", "debug"),
        ("ENTREPOSTO_THREADS", "3"),
    ];
    let flags = Flags {
        listen: Some(SocketAddr::from(([127, 0, 0, 1], 3))),
        ..Flags::default()
    };
    let settings = load(Some(toml), &variables, &flags)?.settings;
    assert_eq!(settings.listen.port(), 3);
    assert_eq!(settings.log, "debug");
    assert_eq!((settings.readers, settings.threads), (2, 3));
    assert_eq!(settings.rate_limits, RateLimiting::Off);
    Ok(())
}

#[test]
fn a_variable_may_name_the_file() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("a.toml");
    std::fs::write(&file, "max_batch = 7")?;
    let variables = [("ENTREPOSTO_CONFIG".to_owned(), file.display().to_string())];
    let loaded = Settings::load(None, variables, &Flags::default())?;
    assert_eq!(loaded.settings.max_batch, 7);
    assert!(loaded.unknown_variables.is_empty());
    Ok(())
}

#[test]
fn a_folder_on_the_command_line_wins_over_a_database_named_elsewhere() -> anyhow::Result<()> {
    let variables = [("ENTREPOSTO_DATABASE", "postgres://host/name")];
    let flags = Flags {
        data_dir: Some(PathBuf::from("elsewhere")),
        ..Flags::default()
    };
    assert_eq!(load(None, &variables, &flags)?.settings.database, None);
    assert!(load(None, &variables, &Flags::default())?.settings.database.is_some());
    Ok(())
}

#[test]
fn a_face_may_have_a_second_address_from_the_file_or_a_variable() -> anyhow::Result<()> {
    let toml = "[faces.estoka]\nhost = 'estoka.example.org'";
    let variables = [("ENTREPOSTO_FACES__ESTOKA__LISTEN", "127.0.0.1:8081")];
    let faces = load(Some(toml), &variables, &Flags::default())?.settings.faces;
    let estoka = &faces["estoka"];
    assert_eq!(estoka.host.as_deref(), Some("estoka.example.org"));
    assert_eq!(estoka.listen.map(|address| address.port()), Some(8081));
    Ok(())
}

#[test]
fn an_account_may_have_a_limit_of_its_own_at_a_face() -> anyhow::Result<()> {
    let variables = [("ENTREPOSTO_FACES__EGESTOR__REQUESTS_PER_MINUTE", "1=600, 2 = 120,")];
    let settings = load(None, &variables, &Flags::default())?.settings;
    let quotas = |face| -> Vec<_> {
        let quotas = settings.kit(face, "").account_quotas;
        quotas
            .iter()
            .map(|(account, quota)| (account.raw(), quota.requests))
            .collect()
    };
    assert_eq!(quotas(Face::Egestor), [(1, 600), (2, 120)]);
    assert_eq!(quotas(Face::Estoka), []);
    Ok(())
}

#[test]
fn what_is_not_valid_is_named_with_its_layer() {
    let table = [
        ("lisen = 'x'", &[][..], "lisen"),
        ("listen = 'nowhere'", &[], "entreposto.toml"),
        (
            "",
            &[("ENTREPOSTO_READERS", "many")],
            "ENTREPOSTO_READERS must be a whole number",
        ),
        ("", &[("ENTREPOSTO_LISTEN", "nowhere")], "ENTREPOSTO_LISTEN"),
        ("rate_limits = 'none'", &[], "none"),
        ("readers = 0", &[], "`readers` must be at least 1"),
        ("[faces.estoca]\nhost = 'a'", &[], "there is no face `estoca`"),
        (
            "[faces.egestor]\nrequests_per_minute = '1=0'",
            &[],
            "`1=0` is not ACCOUNT=REQUESTS",
        ),
    ];
    for (toml, variables, wanted) in table {
        let message = message(toml, variables);
        assert!(message.contains(wanted), "{toml} {variables:?}: {message}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let error = Settings::load(Some(Path::new("missing.toml")), [], &Flags::default()).expect_err("no file");
    assert!(error.to_string().contains("missing.toml"), "{error}");
}

#[test]
fn a_base_url_loses_its_slash() -> anyhow::Result<()> {
    let variables = [("ENTREPOSTO_BASE_URL", "https://loja.example/")];
    assert_eq!(
        load(None, &variables, &Flags::default())?.settings.public_url(),
        "https://loja.example"
    );
    Ok(())
}

#[test]
fn the_base_url_counts_under_a_prefix_and_a_face_s_own_host_in_its_place() -> anyhow::Result<()> {
    let toml =
        "base_url = 'https://loja.example'\nfaces.egestor.host = 'egestor.example'\nfaces.likin.listen = '127.0.0.1:1'";
    let settings = load(Some(toml), &[], &Flags::default())?.settings;
    let base = |face, prefix| settings.kit(face, prefix).base_url;
    let at = |text: &str| Some(text.to_owned());
    assert_eq!(base(Face::Egestor, "/egestor"), at("https://loja.example/egestor"));
    assert_eq!(base(Face::Egestor, ""), at("https://egestor.example"));
    assert_eq!(base(Face::Likin, ""), None);
    assert_eq!(Settings::default().kit(Face::Egestor, "/egestor").base_url, None);
    Ok(())
}

#[test]
fn every_setting_is_documented_with_its_default() {
    let documentation = include_str!("../../../../docs/configuration.md");
    let defaults = serde_json::to_value(Settings::default()).expect("settings are a table");
    for (name, default) in defaults.as_object().expect("settings are a table") {
        let row = documentation
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}`")));
        let row = row.unwrap_or_else(|| panic!("`{name}` is not documented"));
        let shown = match default {
            serde_json::Value::String(text) => format!("`{text}`"),
            serde_json::Value::Number(number) => format!("`{number}`"),
            serde_json::Value::Bool(flag) => format!("`{flag}`"),
            serde_json::Value::Null | serde_json::Value::Object(_) => "none".to_owned(),
            other => panic!("no spelling for {other}"),
        };
        assert!(
            row.contains(&format!("| {shown} |")),
            "`{name}` is not documented with {shown}: {row}"
        );
    }
}
