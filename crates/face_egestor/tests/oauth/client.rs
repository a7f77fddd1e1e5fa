//! A standard OAuth 2 client library over a real connection: code, refresh, and what it makes of a refusal.

use std::future::Future;
use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use oauth2::basic::{BasicClient, BasicErrorResponseType};
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, RedirectUrl,
    RefreshToken, RequestTokenError, TokenResponse, TokenUrl,
};
use tokio::net::{TcpListener, TcpStream};

use crate::world::{BACK, CLIENT, EMAIL, PASSWORD, SECRET, World, on_each_engine};

/// Sends a request over a connection of its own.
async fn send(request: HttpRequest) -> Result<HttpResponse, std::io::Error> {
    let authority = request.uri().authority().expect("an address").to_string();
    let stream = TcpStream::connect(&authority).await?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(std::io::Error::other)?;
    let driven = tokio::spawn(connection);
    let request = request.map(|body| Full::new(Bytes::from(body)));
    let response = sender.send_request(request).await.map_err(std::io::Error::other)?;
    let (parts, body) = response.into_parts();
    let body = body.collect().await.map_err(std::io::Error::other)?.to_bytes();
    drop(sender);
    let _ = driven.await;
    Ok(http::Response::from_parts(parts, body.to_vec()))
}

/// Serves the face while the client is at work.
fn served<F: Future<Output = ()>>(world: &World, work: impl FnOnce(SocketAddr) -> F) {
    world.runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = tokio::spawn(axum::serve(listener, world.router.clone()).into_future());
        work(address).await;
        server.abort();
    });
}

#[test]
fn the_library_gets_a_code_tokens_and_the_next_tokens() {
    for how in [AuthType::BasicAuth, AuthType::RequestBody] {
        on_each_engine(|world| {
            // The library says where to send the user; the user signs in and allows.
            let state = CsrfToken::new("a state/with?signs".to_owned());
            let client = |base: &str| {
                BasicClient::new(ClientId::new(CLIENT.to_owned()))
                    .set_client_secret(ClientSecret::new(SECRET.to_owned()))
                    .set_auth_uri(AuthUrl::new(format!("{base}/api/oauth/authorize")).expect("an address"))
                    .set_token_uri(TokenUrl::new(format!("{base}/api/oauth/access_token")).expect("an address"))
                    .set_redirect_uri(RedirectUrl::new(BACK.to_owned()).expect("an address"))
                    .set_auth_type(how.clone())
            };
            let (page, state) = client("http://loja.example/egestor")
                .authorize_url(|| state.clone())
                .url();
            let uri = page.as_str().strip_prefix("http://loja.example").expect("our page");
            let sign_in = world.open(uri);
            let fields = [
                ("formulario", sign_in.form_token()),
                ("acao", "entrar"),
                ("email", EMAIL),
                ("senha", PASSWORD),
            ];
            assert_eq!(world.submit(uri, &fields).status, 303);
            let ask = world.open(uri);
            let got = world.submit(uri, &[("formulario", ask.form_token()), ("acao", "permitir")]);
            let sent = oauth2::url::Url::parse(got.header("location")).expect("an address");
            let pair = |name: &str| {
                sent.query_pairs()
                    .find(|(known, _)| known == name)
                    .map(|(_, value)| value.into_owned())
            };
            assert_eq!(pair("state").as_ref(), Some(state.secret()));
            let code = pair("code").expect("a code");
            served(world, |address| async move {
                let client = client(&format!("http://{address}/egestor"));
                let code = AuthorizationCode::new(code);
                let tokens = client
                    .exchange_code(code.clone())
                    .request_async(&send)
                    .await
                    .expect("tokens");
                assert_eq!(tokens.expires_in().map(|time| time.as_secs()), Some(900));
                let refresh = tokens.refresh_token().expect("a refresh token").clone();
                let next = client
                    .exchange_refresh_token(&refresh)
                    .request_async(&send)
                    .await
                    .expect("tokens");
                assert_ne!(next.access_token().secret(), tokens.access_token().secret());
                let unknown = RefreshToken::new("x".to_owned());
                for refused in [
                    client.exchange_refresh_token(&unknown).request_async(&send).await,
                    client.exchange_code(code).request_async(&send).await,
                ] {
                    match refused {
                        Err(RequestTokenError::ServerResponse(said)) => {
                            assert_eq!(*said.error(), BasicErrorResponseType::InvalidGrant);
                        }
                        other => panic!("{other:?}"),
                    }
                }
            });
        });
    }
}
