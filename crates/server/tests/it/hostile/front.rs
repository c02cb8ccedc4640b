//! nginx and HAProxy as the operators' guide sets them up, in front of a service that runs.

use std::fmt::Write as _;
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// Half a minute in all.
const POLLS: usize = 300;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Nginx,
    Haproxy,
}

pub(super) const KINDS: [Kind; 2] = [Kind::Nginx, Kind::Haproxy];

/// A proxy that ends with it.
#[derive(Debug)]
pub(super) struct Front {
    /// Where people come in, without the TLS that it would end.
    pub(super) address: SocketAddr,
    /// Where those come in who do not know of TLS.
    pub(super) plain: SocketAddr,
    child: Child,
    _folder: TempDir,
}

impl Kind {
    fn program(self) -> &'static Path {
        Path::new(match self {
            Kind::Nginx => "/usr/sbin/nginx",
            Kind::Haproxy => "/usr/sbin/haproxy",
        })
    }

    /// The documented configuration with addresses of the test, and nothing else changed.
    fn configuration(self, folder: &Path, [own, plain, to]: [u16; 3]) -> String {
        let (text, changes) = match self {
            Kind::Nginx => (
                include_str!("../../../../../docs/operators/proxy/nginx.conf"),
                vec![
                    ("listen 443 ssl;", format!("listen 127.0.0.1:{own};")),
                    ("listen 80;", format!("listen 127.0.0.1:{plain};")),
                    ("server 127.0.0.1:8080;", format!("server 127.0.0.1:{to};")),
                    (
                        "ssl_certificate /etc/ssl/help.example.com.pem;",
                        String::new(),
                    ),
                    (
                        "ssl_certificate_key /etc/ssl/help.example.com.key;",
                        String::new(),
                    ),
                    ("http {\n", format!("http {{\n{}", folders(folder))),
                ],
            ),
            Kind::Haproxy => (
                include_str!("../../../../../docs/operators/proxy/haproxy.cfg"),
                vec![
                    (
                        "bind :443 ssl crt /etc/ssl/help.example.com.both.pem",
                        format!("bind 127.0.0.1:{own}"),
                    ),
                    ("bind :80\n", format!("bind 127.0.0.1:{plain}\n")),
                    ("127.0.0.1:8080", format!("127.0.0.1:{to}")),
                ],
            ),
        };
        changes
            .into_iter()
            .fold(text.to_owned(), |text, (from, to)| {
                assert_eq!(text.matches(from).count(), 1, "{from}");
                text.replace(from, &to)
            })
    }
}

/// Where nginx writes, which is otherwise below `/var`.
fn folders(folder: &Path) -> String {
    let folder = folder.display();
    let mut lines = format!("access_log off; error_log {folder}/error.log;\n");
    for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        let _ = writeln!(lines, "{kind}_temp_path {folder}/{kind};");
    }
    lines
}

impl Front {
    /// `None` where tests with other programs are left out, which it says; where they may not be, it fails.
    #[expect(
        clippy::disallowed_methods,
        reason = "the test command says in the environment whether nothing may be left out"
    )]
    pub(super) async fn start(kind: Kind, to: SocketAddr) -> Option<Front> {
        if !kind.program().exists() {
            let is_needed = ["CI", "DOPIS_REQUIRE_PROXIES"]
                .into_iter()
                .any(|name| std::env::var_os(name).is_some());
            assert!(!is_needed, "{} is missing", kind.program().display());
            println!("SKIPPED (no {})", kind.program().display());
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        // The account that nginx takes writes there too.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let [own, plain] = free_ports();
        let file = folder.path().join("proxy.conf");
        fs::write(
            &file,
            kind.configuration(folder.path(), [own, plain, to.port()]),
        )
        .unwrap();
        let mut command = Command::new(kind.program());
        match kind {
            Kind::Nginx => {
                let pid = folder.path().join("pid");
                let rest = format!("daemon off; pid {};", pid.display());
                command.arg("-c").arg(&file).arg("-p").arg(folder.path());
                command.args(["-e", "stderr", "-g", &rest]);
            }
            Kind::Haproxy => {
                command.arg("-db").arg("-f").arg(&file);
            }
        }
        let child = command.stdin(Stdio::null()).spawn().unwrap();
        let at = |port| SocketAddr::from(([127, 0, 0, 1], port));
        let front = Front {
            address: at(own),
            plain: at(plain),
            child,
            _folder: folder,
        };
        listens(front.address).await;
        listens(front.plain).await;
        Some(front)
    }
}

impl Drop for Front {
    /// In order: killed, nginx would leave the processes that do its work.
    fn drop(&mut self) {
        let id = self.child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.child.wait();
    }
}

async fn listens(address: SocketAddr) {
    for _ in 0..POLLS {
        if TcpStream::connect(address).is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nobody listens on {address}");
}

fn free_ports() -> [u16; 2] {
    let listeners = [0, 1].map(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}
