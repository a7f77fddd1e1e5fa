//! What the operator sees of a request: one line, one figure, nothing personal.

use std::io::Write;
use std::sync::{Arc, Mutex};

use face_kit::{DURATION_METRIC, REQUESTS_METRIC};
use metrics_exporter_prometheus::PrometheusBuilder;

use crate::toy::{ask, asked, request, toy};

/// A log kept in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a whole log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn lines(&self) -> Vec<String> {
        let bytes = self.0.lock().expect("a whole log").clone();
        String::from_utf8(bytes)
            .expect("UTF-8")
            .lines()
            .map(str::to_owned)
            .collect()
    }
}

/// Keeps what this thread logs until the guard is dropped.
fn listen() -> (Log, tracing::subscriber::DefaultGuard) {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    (log, tracing::subscriber::set_default(subscriber))
}

#[tokio::test]
async fn a_request_is_logged_by_its_template_not_by_what_the_caller_wrote() {
    let (log, _guard) = listen();
    asked("GET", "/toy/things/7/named/maria?cpf=11507279780", "").await;
    let lines = log.lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    for word in [
        "route=\"/things/{id}/named/{name}\"",
        "status=200",
        "method=\"GET\"",
        "account=1",
        "face=\"core\"",
        "request_id=",
    ] {
        assert!(lines[0].contains(word), "{word}: {}", lines[0]);
    }
    assert!(!lines[0].contains("maria") && !lines[0].contains("cpf"), "{}", lines[0]);
}

#[tokio::test]
async fn a_panic_is_logged_once_under_its_request_id() {
    let (log, _guard) = listen();
    let mut panicking = request("GET", "/toy/panic", "");
    panicking
        .headers_mut()
        .insert("x-request-id", "find-me".parse().expect("a value"));
    ask(&toy(), panicking).await;
    let errors: Vec<_> = log.lines().into_iter().filter(|line| line.contains("ERROR")).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(
        errors[0].contains("find-me") && errors[0].contains("route=\"/panic\""),
        "{}",
        errors[0]
    );
    assert!(!errors[0].contains("secret words"), "{}", errors[0]);
}

#[tokio::test]
async fn a_broken_store_is_logged_once_with_its_cause_and_answered_without() {
    let (log, _guard) = listen();
    let got = asked("GET", "/toy/broken", "").await;
    assert_eq!((got.status, got.body.as_str()), (500, r#""Internal at /broken""#));
    let lines = log.lines();
    let errors: Vec<_> = lines
        .iter()
        .filter(|line| line.contains("ERROR") && line.contains("entreposto::http"))
        .collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("the store is closed"), "{}", errors[0]);
    assert!(errors[0].contains(got.header("x-request-id")), "{}", errors[0]);
}

#[tokio::test]
async fn requests_are_counted_by_route_and_status() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let figures = recorder.handle();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let toy = toy();
    for path in [
        "/toy/things/7",
        "/toy/things/8",
        "/toy/things/x",
        "/toy/made-up",
        "/toy/made-up-too",
    ] {
        ask(&toy, request("GET", path, "")).await;
    }
    let text = figures.render();
    let count = |route: &str, method: &str, status: &str| {
        let line = format!(r#"{REQUESTS_METRIC}{{face="core",method="{method}",route="{route}",status="{status}"}} "#);
        text.lines()
            .find_map(|found| found.strip_prefix(&line))
            .map(str::to_owned)
            .unwrap_or_default()
    };
    assert_eq!(count("/things/{id}", "GET", "200"), "2", "{text}");
    assert_eq!(count("/things/{id}", "GET", "404"), "1", "{text}");
    assert_eq!(count("-", "-", "404"), "2", "{text}");
    assert!(
        text.contains(&format!(
            "{DURATION_METRIC}_count{{face=\"core\",method=\"GET\",route=\"/things/{{id}}\"}} 3"
        )),
        "{text}"
    );
}
