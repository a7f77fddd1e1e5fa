//! Chromium without a window, driven through its WebDriver.
//!
//! Not what is done with it. The one rule to know: where Chromium is absent its tests pass and say so loudly; with
//! `ENTREPOSTO_REQUIRE_CHROMIUM` they fail instead. With `ENTREPOSTO_SCREENSHOTS` naming a folder, pictures are kept there.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// Set where the tests must not be skipped, as in continuous integration.
const REQUIRE: &str = "ENTREPOSTO_REQUIRE_CHROMIUM";

/// The folder for pictures.
const SCREENSHOTS: &str = "ENTREPOSTO_SCREENSHOTS";

/// The driver's process, which ends with this value.
pub(crate) struct Driver {
    process: Child,
    url: String,
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Driver {
    /// The driver, if this machine has one.
    pub(crate) fn start() -> Option<Self> {
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut process) = started else {
            assert!(
                std::env::var_os(REQUIRE).is_none(),
                "{REQUIRE} is set, and chromedriver is not here"
            );
            // Past the capture of the test harness, so that it is seen.
            let _ = writeln!(
                std::io::stderr(),
                "\n*** SKIPPED: no chromedriver here, so no browser looked at the consent page ***\n"
            );
            return None;
        };
        let output = BufReader::new(process.stdout.take().expect("a pipe"));
        let port = output.lines().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let port = port.expect("chromedriver says its port");
        Some(Self {
            process,
            url: format!("http://127.0.0.1:{port}"),
        })
    }

    /// A browser of this size; a language makes its own words Portuguese.
    pub(crate) async fn browser(&self, width: u32, height: u32) -> Client {
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--lang=pt-BR".to_owned(),
            format!("--window-size={width},{height}"),
        ];
        let mut options = json!({"goog:chromeOptions": {"args": arguments}});
        // No window is narrower than this; a telephone is.
        if width < 500 {
            let metrics = json!({"width": width, "height": height, "pixelRatio": 2, "touch": true, "mobile": true});
            options["goog:chromeOptions"]["mobileEmulation"] = json!({"deviceMetrics": metrics});
        }
        let capabilities = match options {
            Value::Object(capabilities) => capabilities,
            _ => unreachable!("an object was written"),
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&self.url)
            .await;
        client.expect("the driver opens a browser")
    }
}

/// Keeps a picture of the page, where pictures are wanted.
pub(crate) async fn picture(client: &Client, name: &str) {
    let Some(folder) = std::env::var_os(SCREENSHOTS) else {
        return;
    };
    let image = client.screenshot().await.expect("a picture");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(std::path::Path::new(&folder).join(format!("{name}.png")), image).expect("a file");
}
