//! What becomes of addresses, asked of servers on this machine.

use std::sync::Arc;

use tiny_http::{Header, Method, Response, Server};

use super::*;

const MANNERS: Manners = Manners {
    pause: Duration::ZERO,
    silence: Duration::from_secs(20),
    longest_wait: Duration::from_secs(1),
    n_servers: 4,
    networks: Networks::All,
};

/// Who hears nothing.
struct Nobody;

impl Listener for Nobody {
    fn start(&self, _: usize, _: usize) {}
    fn answered(&self) {}
    fn keep(&self, _: &Answers) {}
}

/// A server that answers by what the address says, and tells what it was asked for.
fn serve(server: &Server, seen: &Mutex<Vec<String>>) {
    while let Ok(request) = server.recv() {
        let path = request.url().to_owned();
        let is_head = *request.method() == Method::Head;
        let n_before = seen.lock().unwrap().iter().filter(|line| line.ends_with(&path)).count();
        seen.lock().unwrap().push(format!("{} {path}", request.method()));
        let status = match path.as_str() {
            "/gone" => 410,
            "/no-heads" if is_head => 405,
            "/members" => 401,
            "/moved" | "/moved-twice" => 301,
            "/for-now" => 302,
            "/circle" => 301,
            "/busy" if n_before == 0 => 503,
            "/broken" => 500,
            "/too-much" => 429,
            _ => 200,
        };
        let target = match path.as_str() {
            "/moved" | "/for-now" => "/here",
            "/moved-twice" => "moved",
            _ => "/circle",
        };
        let field = |name: &str, value: &str| Header::from_bytes(name, value).unwrap();
        let wait = if path == "/too-much" { "3600" } else { "0" };
        let answer = Response::empty(status)
            .with_header(field("Location", target))
            .with_header(field("Retry-After", wait));
        request.respond(answer).unwrap();
    }
}

/// The fates of paths of one server, and the questions that it was asked.
fn ask(paths: &[&str], answers: &mut Answers, now: i64) -> (Vec<Fate>, Vec<String>) {
    let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
    let seen = Mutex::new(Vec::new());
    let address = |path: &&str| format!("http://{}{path}", server.server_addr());
    let addresses: Vec<String> = paths.iter().map(address).collect();
    let fates = thread::scope(|scope| {
        scope.spawn(|| serve(&server, &seen));
        let fates = answers.ask(addresses.iter(), now, &MANNERS, &Nobody).unwrap();
        // The same again: good answers are known.
        let n_asked = seen.lock().unwrap().len();
        let again = answers.ask(addresses.iter(), now + WEEK - 1, &MANNERS, &Nobody).unwrap();
        assert_eq!(again.len(), fates.len());
        let good = |fate: &Fate| matches!(fate, Fate::Fine | Fate::Moved(_));
        if fates.values().all(good) {
            assert_eq!(seen.lock().unwrap().len(), n_asked, "{paths:?} were asked for again");
        }
        seen.lock().unwrap().truncate(n_asked);
        server.unblock();
        fates
    });
    let host = server.server_addr().to_string();
    let short = |fate: &Fate| match fate {
        Fate::Moved(to) => Fate::Moved(to.replace(&format!("http://{host}"), "")),
        other => other.clone(),
    };
    let fates = addresses.iter().map(|address| short(&fates[address])).collect();
    (fates, seen.into_inner().unwrap())
}

#[track_caller]
fn check(path: &str, expected: &Fate, questions: &[&str]) {
    let (fates, seen) = ask(&[path], &mut Answers::default(), 0);
    assert_eq!(fates[0], *expected, "{path}");
    assert_eq!(seen, questions);
}

#[test]
fn a_server_says_what_became_of_a_page() {
    let dead = |why: &str| Fate::Dead(format!("the server says `{why}`"));
    check("/here", &Fate::Fine, &["HEAD /here"]);
    check("/no-heads", &Fate::Fine, &["HEAD /no-heads", "GET /no-heads"]);
    check("/gone", &dead("410 Gone"), &["HEAD /gone"]);
    check("/members", &Fate::Unknown, &["HEAD /members"]);
    check("/moved", &Fate::Moved("/here".into()), &["HEAD /moved", "HEAD /here"]);
    check(
        "/moved-twice",
        &Fate::Moved("/here".into()),
        &["HEAD /moved-twice", "HEAD /moved", "HEAD /here"],
    );
    check("/for-now", &Fate::Fine, &["HEAD /for-now", "HEAD /here"]);
    check("/busy", &Fate::Fine, &["HEAD /busy", "HEAD /busy"]);
    check("/broken", &dead("500 Internal Server Error"), &["HEAD /broken", "HEAD /broken"]);
    let (fates, _) = ask(&["/circle"], &mut Answers::default(), 0);
    assert!(matches!(fates[0], Fate::Dead(_)));
}

#[test]
fn a_server_that_wants_no_questions_is_left_alone() {
    let (fates, seen) = ask(&["/too-much", "/z"], &mut Answers::default(), 0);
    assert_eq!(fates, [Fate::Unknown, Fate::Unknown]);
    assert_eq!(seen, ["HEAD /too-much"]);
}

#[test]
fn a_server_that_another_leads_to_is_left_alone_too_and_the_first_is_not() {
    let (first, second) =
        (Server::http("127.0.0.1:0").unwrap(), Server::http("127.0.0.1:0").unwrap());
    let port = second.server_addr().to_ip().unwrap().port();
    let addresses: Vec<String> = ["/away", "/away-too", "/here"]
        .map(|path| format!("http://{}{path}", first.server_addr()))
        .into();
    let n_asked = Mutex::new(0);
    let fates = thread::scope(|scope| {
        scope.spawn(|| {
            while let Ok(request) = first.recv() {
                let target = format!("http://localhost:{port}{}", request.url());
                let location = Header::from_bytes("Location", target).unwrap();
                let status = if request.url() == "/here" { 200 } else { 302 };
                request.respond(Response::empty(status).with_header(location)).unwrap();
            }
        });
        scope.spawn(|| {
            while let Ok(request) = second.recv() {
                *n_asked.lock().unwrap() += 1;
                let wait = Header::from_bytes("Retry-After", "3600").unwrap();
                request.respond(Response::empty(429).with_header(wait)).unwrap();
            }
        });
        let mut answers = Answers::default();
        let fates = answers.ask(addresses.iter(), 0, &MANNERS, &Nobody).unwrap();
        first.unblock();
        second.unblock();
        fates
    });
    let fates: Vec<&Fate> = addresses.iter().map(|address| &fates[address]).collect();
    assert_eq!(fates, [&Fate::Unknown, &Fate::Unknown, &Fate::Fine]);
    assert_eq!(*n_asked.lock().unwrap(), 1);
}

#[test]
fn servers_that_are_gone_are_told_from_a_machine_without_a_network() {
    let server = Server::http("127.0.0.1:0").unwrap();
    let good = format!("http://{}/here", server.server_addr());
    // Nobody listens at the port of a server that has ended.
    let port = Server::http("127.0.0.1:0").unwrap().server_addr().to_ip().unwrap().port();
    let gone = ["localhost", "127.0.0.1"].map(|host| format!("http://{host}:{port}/"));
    let mut answers = Answers::default();
    let seen = Mutex::new(Vec::new());
    let all = || gone.iter().chain([&good]);
    thread::scope(|scope| {
        scope.spawn(|| serve(&server, &seen));
        answers.ask(all(), 0, &MANNERS, &Nobody).unwrap();
        // The good answer is known by now, and proves that there is a network.
        let fates = answers.ask(all(), 1, &MANNERS, &Nobody).unwrap();
        assert!(gone.iter().all(|address| matches!(fates[address], Fate::Dead(_))));
        server.unblock();
    });
    drop(server);
    for addresses in [all().collect::<Vec<_>>(), vec![&gone[0]]] {
        let failed = answers.ask(addresses.into_iter(), 2, &MANNERS, &Nobody).unwrap_err();
        assert!(failed.to_string().starts_with("no server could be reached: `"));
    }
}

#[test]
fn answers_are_kept_after_each_server() {
    struct Keeper(Mutex<Vec<usize>>);
    impl Listener for Keeper {
        fn start(&self, n_addresses: usize, n_servers: usize) {
            assert_eq!((n_addresses, n_servers), (3, 2));
        }
        fn answered(&self) {}
        fn keep(&self, answers: &Answers) {
            self.0.lock().unwrap().push(answers.known.len());
        }
    }
    let (server, keeper) = (Server::http("127.0.0.1:0").unwrap(), Keeper(Mutex::default()));
    let port = server.server_addr().to_ip().unwrap().port();
    let addresses = ["127.0.0.1", "127.0.0.1", "localhost"];
    let addresses: Vec<String> =
        addresses.iter().zip(0..).map(|(host, n)| format!("http://{host}:{port}/{n}")).collect();
    let seen = Mutex::new(Vec::new());
    thread::scope(|scope| {
        scope.spawn(|| serve(&server, &seen));
        let manners = Manners { n_servers: 1, ..MANNERS };
        Answers::default().ask(addresses.iter(), 0, &manners, &keeper).unwrap();
        server.unblock();
    });
    assert_eq!(keeper.0.into_inner().unwrap(), [2, 3]);
}

#[test]
fn private_networks_are_not_asked() {
    let server = Server::http("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", server.server_addr());
    let manners = Manners { networks: Networks::Public, ..MANNERS };
    let fates = Answers::default().ask([address.clone()].iter(), 0, &manners, &Nobody).unwrap();
    assert!(matches!(&fates[&address], Fate::Dead(why) if why.contains("private network")));
    assert!(server.try_recv().unwrap().is_none());
}
