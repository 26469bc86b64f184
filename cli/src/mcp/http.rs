//! Streamable HTTP, for this machine alone.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use http_body_util::{BodyExt, Empty};
use hyper::{Response, StatusCode, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use rmcp::transport::streamable_http_server::{
    StreamableHttpServerConfig, StreamableHttpService, session::local::LocalSessionManager,
};
use tokio::{net::TcpListener, sync::Semaphore};

use super::server::Server;
use crate::{failure::CliError, tools::Hear};

/// Where it answers.
const PATH: &str = "/mcp";
/// Connections at once; further ones wait.
const MAX_CONNECTIONS: usize = 256;
/// How long a client may take to say what it wants.
const HEADERS: Duration = Duration::from_secs(10);
/// How long the server waits where no connection can be taken.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves at an address until this is dropped.
pub(super) async fn serve(server: Server, address: SocketAddr, hear: &Hear) -> Result<(), CliError> {
    let cannot = |error| CliError::Tools(format!("cannot listen at {address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    // No page in a browser reaches it by a name of its own: requests to other hosts are refused, and pages of others.
    let config = StreamableHttpServerConfig::default().with_allowed_origins([
        "http://localhost:*",
        "http://127.0.0.1:*",
        "http://[::1]:*",
    ]);
    let service =
        StreamableHttpService::new(move || Ok(server.clone()), Arc::new(LocalSessionManager::default()), config);
    hear("mcp", format!("listening at http://{address}{PATH}"));
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        // Nobody closes the semaphore.
        let place = Arc::clone(&places).acquire_owned().await;
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, for one: others may be closed soon.
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let service = service.clone();
        tokio::spawn(async move {
            let _place = place;
            let answer = service_fn(move |request| {
                let service = service.clone();
                async move { Ok::<_, Infallible>(answer(&service, request).await) }
            });
            let mut http = hyper::server::conn::http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(HEADERS);
            // A client that breaks off is its own affair.
            let _ = http.serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

/// The body of every answer.
type Body = http_body_util::combinators::BoxBody<hyper::body::Bytes, Infallible>;

async fn answer(
    service: &StreamableHttpService<Server, LocalSessionManager>,
    request: hyper::Request<hyper::body::Incoming>,
) -> Response<Body> {
    if request.uri().path() == PATH {
        return service.handle(request).await;
    }
    let mut nothing = Response::new(Empty::new().boxed());
    *nothing.status_mut() = StatusCode::NOT_FOUND;
    nothing
}
