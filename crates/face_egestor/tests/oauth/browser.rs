//! The consent page in a real browser: signing in, denying, allowing, a wrong password, a page that lay open too long, the
//! code sent and shown. By keyboard where a keyboard can.

use std::future::Future;
use std::net::SocketAddr;

use axum::Router;
use axum::routing::get;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use jiff::SignedDuration;
use tokio::net::TcpListener;

use crate::driver::{Driver, picture};
use crate::world::{CLIENT, EMAIL, PASSWORD, SHOWN, World, on_sqlite, registration};

/// The public name of the application that the browser is sent back to.
const NAME: &str = "Loja Virtual Aurora";

/// Serves the face, and an application that is called back, while the browser is at work.
fn served<F: Future<Output = ()>>(world: &World, work: impl FnOnce(SocketAddr, String) -> F) {
    let (face, application) = world.runtime.block_on(async {
        let bind = || TcpListener::bind("127.0.0.1:0");
        (bind().await.expect("a port"), bind().await.expect("a port"))
    });
    let here = |listener: &TcpListener| listener.local_addr().expect("an address");
    let (address, back) = (here(&face), format!("http://{}/volta", here(&application)));
    let register = registration(NAME, &format!("{CLIENT}-browser"), &[&back, SHOWN]);
    world
        .app
        .execute_blocking(&world.own, register)
        .expect("an application");
    let called_back = Router::new().route("/volta", get(async || "de volta"));
    world.runtime.block_on(async {
        let servers = [(face, world.router.clone()), (application, called_back)];
        let servers = servers.map(|(listener, router)| tokio::spawn(axum::serve(listener, router).into_future()));
        work(address, back).await;
        servers.iter().for_each(tokio::task::JoinHandle::abort);
    });
}

fn page(address: SocketAddr, redirect_uri: &str) -> String {
    format!(
        "http://{address}/egestor/api/oauth/authorize?response_type=code&client_id={CLIENT}-browser\
         &redirect_uri={redirect_uri}&state=estado"
    )
}

async fn text(client: &Client) -> String {
    let body = client.find(Locator::Css("body")).await.expect("a page");
    body.text().await.expect("its text")
}

/// Comes back once the page has an element of this kind with this text.
async fn shows(client: &Client, element: &str, text: &str) {
    let path = format!("//{element}[contains(., '{text}')]");
    let found = client.wait().for_element(Locator::XPath(&path)).await;
    assert!(found.is_ok(), "no {element} says {text}");
}

async fn heading(client: &Client, text: &str) {
    shows(client, "h1", text).await;
}

/// Types where the cursor is.
async fn keys(client: &Client, keys: &str) {
    let focused = client.active_element().await.expect("something has the focus");
    focused.send_keys(keys).await.expect("it takes keys");
}

/// Comes back once this has the focus, which a page gives a moment after it is there.
async fn focus(client: &Client, element: &str) {
    let selector = format!("{element}:focus");
    let found = client.wait().for_element(Locator::Css(&selector)).await;
    assert!(found.is_ok(), "{element} has not the focus");
}

async fn press(client: &Client, button: &str) {
    let path = format!("//*[self::button or self::a][.='{button}']");
    let button = client.find(Locator::XPath(&path)).await.expect("a button");
    button.click().await.expect("it is pressed");
}

/// The address at which the application was called back.
async fn sent_to(client: &Client, start: &str) -> String {
    shows(client, "body", "de volta").await;
    let url = client.current_url().await.expect("an address").to_string();
    assert!(url.starts_with(start), "{url}");
    url
}

#[test]
fn a_user_signs_in_and_denies_or_allows_by_keyboard_on_a_small_screen() {
    let Some(driver) = Driver::start() else { return };
    on_sqlite(|world| {
        served(world, |address, back| async move {
            let client = driver.browser(390, 844).await;
            let (sent, shown) = (page(address, &back), page(address, SHOWN));
            sign_in(&client, &sent, "").await;

            // Lying open for too long.
            world.wait(SignedDuration::from_mins(31));
            press(&client, "Permitir").await;
            heading(&client, "Esta página expirou").await;
            picture(&client, "expired").await;
            press(&client, "Recomeçar").await;
            heading(&client, NAME).await;

            press(&client, "Negar").await;
            let url = sent_to(&client, &back).await;
            assert!(url.ends_with("?error=access_denied&state=estado"), "{url}");

            // Allowing by keyboard: the first stop is the button.
            client.goto(&sent).await.expect("the page");
            keys(&client, &Key::Tab.to_string()).await;
            focus(&client, "button[value=permitir]").await;
            picture(&client, "consent-focus").await;
            keys(&client, &Key::Enter.to_string()).await;
            let url = sent_to(&client, &format!("{back}?code=")).await;
            assert!(url.ends_with("&state=estado"), "{url}");

            client.goto(&shown).await.expect("the page");
            press(&client, "Permitir").await;
            heading(&client, "Acesso permitido").await;
            let code = client.find(Locator::Css("output")).await.expect("the code");
            let code = code.text().await.expect("its text");
            let title = client.title().await.expect("a title");
            assert_eq!((code.len(), title), (40, format!("Código de autorização: {code}")));
            picture(&client, "code").await;
            client.goto(&shown).await.expect("the page");
            press(&client, "Negar").await;
            heading(&client, "Acesso negado").await;
            picture(&client, "denied").await;

            client.goto(&sent).await.expect("the page");
            press(&client, "Entrar como outro usuário").await;
            heading(&client, "Entrar").await;
            client
                .goto(&page(address, "https://evil.example/"))
                .await
                .expect("the page");
            heading(&client, "Pedido de acesso inválido").await;
            picture(&client, "unusable").await;
            client.close().await.expect("the browser ends");
        });
    });
}

/// A wrong password, then the right one, all by keyboard.
async fn sign_in(client: &Client, page: &str, pictures: &str) {
    client.goto(page).await.expect("the page");
    heading(client, "Entrar").await;
    focus(client, "#email").await;
    picture(client, &format!("{pictures}sign-in")).await;
    keys(client, &format!("{EMAIL}{}", char::from(Key::Tab))).await;
    focus(client, "#senha").await;
    keys(client, &format!("senha errada{}", char::from(Key::Enter))).await;
    shows(client, "*[@role='alert']", "E-mail ou senha incorretos.").await;
    picture(client, &format!("{pictures}wrong-password")).await;
    // The address stays, the password is asked again.
    focus(client, "#senha").await;
    keys(client, &format!("{PASSWORD}{}", char::from(Key::Enter))).await;
    heading(client, NAME).await;
    assert!(text(client).await.contains(EMAIL));
    picture(client, &format!("{pictures}consent")).await;
}

/// The page is as wide as the screen, also for those who read at twice the size.
async fn fits(client: &Client, name: &str) {
    for size in ["100%", "200%"] {
        let script = format!(
            "const root = document.documentElement; root.style.fontSize = '{size}'; \
             return [root.scrollWidth, root.clientWidth]"
        );
        let widths = client.execute(&script, Vec::new()).await.expect("an answer");
        assert_eq!(widths[0], widths[1], "{name} at {size}");
    }
    picture(client, &format!("{name}-doubled")).await;
}

#[test]
fn nothing_sticks_out_of_the_narrowest_screen_nor_of_a_wide_one() {
    let Some(driver) = Driver::start() else { return };
    on_sqlite(|world| {
        served(world, |address, back| async move {
            for (width, height) in [(320, 640), (1280, 900)] {
                let client = driver.browser(width, height).await;
                sign_in(&client, &page(address, &back), &format!("{width}-")).await;
                fits(&client, &format!("{width}-consent")).await;
                let shown = page(address, SHOWN);
                client.goto(&shown).await.expect("the page");
                press(&client, "Permitir").await;
                heading(&client, "Acesso permitido").await;
                fits(&client, &format!("{width}-code")).await;
                client.goto(&shown).await.expect("the page");
                press(&client, "Entrar como outro usuário").await;
                heading(&client, "Entrar").await;
                fits(&client, &format!("{width}-sign-in")).await;
                client.close().await.expect("the browser ends");
            }
        });
    });
}
