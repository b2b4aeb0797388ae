//! A real socket before a line: what becomes of a request there becomes of its bytes.

use std::{
    io::{self, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
};

use ipack::{
    link::{Credentials, Http},
    platform::{Address, Carrier as _, Method, Request, Response, Trouble},
};

use crate::{
    killed::message,
    stage::{FATES, Fate, Post, SECRET_USER, Stage},
};

/// How the desk's requests come to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    InMemory,
    OverASocket,
}

/// Whatever can become of a request that is not fair, in memory and over a real socket. A line kills nobody: that is
/// for the tests that kill the program.
pub(crate) fn fates() -> impl Iterator<Item = (Way, Fate)> {
    let in_memory = FATES.into_iter().map(|fate| (Way::InMemory, fate));
    let of_a_line = FATES.into_iter().filter(|fate| !matches!(fate, Fate::KilledBefore | Fate::KilledAfter));
    in_memory.chain(of_a_line.map(|fate| (Way::OverASocket, fate)))
}

impl Stage {
    /// The same once more, as it stands, and reached so.
    pub(crate) fn copy_for(&self, way: Way) -> Self {
        let mut copy = self.copy();
        if way == Way::OverASocket {
            let socket = Socket::before(copy.post.clone(), &self.secret);
            copy.post.goes_through(Arc::new(move |request| socket.carry(request)));
        }
        copy
    }
}

/// Where a server listens that asks a line, and who asks it.
struct Socket {
    address: Address,
    secret: String,
}

impl Socket {
    fn before(post: Post, secret: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = listener.local_addr().expect("an address");
        let address = Address::read(&format!("http://{at}"), "acme", false).expect("an address");
        let socket = Self { address, secret: secret.to_owned() };
        let signed = socket.credentials().authorization().to_owned();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (post, signed) = (post.clone(), signed.clone());
                thread::spawn(move || serve(stream, &post, &signed));
            }
        });
        socket
    }

    fn credentials(&self) -> Credentials {
        Credentials::of(SECRET_USER, &self.secret).expect("credentials")
    }

    /// On a connection of its own: one that is kept leaves a tenth of a second between requests.
    fn carry(&self, request: &Request) -> Result<Response, Trouble> {
        Http::to(&self.address, self.credentials(), || false).carry(request)
    }
}

fn serve(mut stream: TcpStream, post: &Post, signed: &str) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut asked = BufReader::new(stream.try_clone()?);
    while let Some(bytes) = message(&mut asked)? {
        let request = request_of(&String::from_utf8_lossy(&bytes), signed);
        match post.arrive(&request) {
            Ok(response) => stream.write_all(&bytes_of(&response))?,
            Err(Trouble::NotSent(_)) => return Ok(()),
            // The line breaks in the middle of an answer.
            Err(_) => return stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"requestId\": \"re"),
        }
    }
    Ok(())
}

fn request_of(text: &str, signed: &str) -> Request {
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    let header = |name: &str| {
        let mut fields = head.lines().filter_map(|line| line.split_once(": "));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    };
    assert_eq!(header("authorization").as_deref(), Some(signed), "the carrier signs");
    let mut words = head.split(' ');
    let method = match words.next() {
        Some("GET") => Method::Get,
        Some("DELETE") => Method::Delete,
        _ => Method::Post,
    };
    let (path, query) = words.next().map(|at| at.split_once('?').unwrap_or((at, ""))).expect("a path");
    Request {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        accept: header("accept"),
        content_type: header("content-type"),
        authorization: None,
        body: body.to_owned(),
    }
}

fn bytes_of(response: &Response) -> Vec<u8> {
    let (status, media, length) = (response.status, response.media.name(), response.body.len());
    let head = format!("HTTP/1.1 {status} Said\r\ncontent-type: {media}\r\ncontent-length: {length}\r\n\r\n");
    [head.as_bytes(), response.body.as_bytes()].concat()
}
