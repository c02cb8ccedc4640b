//! An authority that stamps times (RFC 3161): a real one, made with OpenSSL.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What a certificate for timestamps says.
pub(crate) const FOR_TIMESTAMPS: &str = "extendedKeyUsage = critical,timeStamping\n";

/// A certificate of its own that vouches for the one that it stamps with.
#[derive(Debug)]
pub(crate) struct Authority(TempDir);

/// How one differs from a good one.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) key: &'static str,
    pub(crate) usage: &'static str,
    pub(crate) until: &'static str,
    pub(crate) digests: &'static str,
}

impl Default for Made {
    fn default() -> Made {
        Made {
            key: "ec:P-256",
            usage: FOR_TIMESTAMPS,
            until: "20491231000000Z",
            digests: "sha256",
        }
    }
}

impl Authority {
    pub(crate) fn new(made: &Made) -> Authority {
        let authority = Authority(tempfile::tempdir().unwrap());
        let write = |name: &str, text: &str| fs::write(authority.path(name), text).unwrap();
        write(
            "cnf",
            &format!(
                "[req]\ndistinguished_name = dn\n[dn]\n[own]\nbasicConstraints = critical,CA:true\n\
                 [ca]\ndefault_ca = d\n[d]\ndatabase = index\nnew_certs_dir = .\nserial = serial\n\
                 default_md = sha256\npolicy = p\n[p]\ncommonName = supplied\n\
                 [tsa]\ndefault_tsa = t\n[t]\nserial = stamped\nsigner_cert = tsa.pem\ncerts = ca.pem\n\
                 signer_key = tsa.key\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\n\
                 digests = {}\naccuracy = secs:1\nclock_precision_digits = 3\ntsa_name = yes\n\
                 ess_cert_id_alg = sha256\n",
                made.digests
            ),
        );
        write(
            "ext",
            &format!("basicConstraints = CA:false\n{}", made.usage),
        );
        write("index", "");
        write("serial", "01\n");
        authority.key("ca.key", "ec:P-256");
        authority.key("tsa.key", made.key);
        authority.openssl("req -x509 -config cnf -extensions own -key ca.key -days 9000 -subj /CN=Test-CA -out ca.pem");
        authority.openssl("req -new -config cnf -key tsa.key -subj /CN=Test-TSA -out tsa.csr");
        authority.openssl(&format!(
            "ca -batch -notext -config cnf -cert ca.pem -keyfile ca.key -in tsa.csr -out tsa.pem -extfile ext \
             -startdate 20200101000000Z -enddate {}",
            made.until
        ));
        authority
    }

    fn key(&self, file: &str, kind: &str) {
        let kind = match kind.split_once(':') {
            Some(("ec", curve)) => format!("-algorithm EC -pkeyopt ec_paramgen_curve:{curve}"),
            Some((_, bits)) => format!("-algorithm RSA -pkeyopt rsa_keygen_bits:{bits}"),
            None => panic!("{kind}"),
        };
        self.openssl(&format!("genpkey {kind} -out {file}"));
    }

    /// The certificate by which it is believed.
    pub(crate) fn certificate(&self) -> PathBuf {
        self.path("ca.pem")
    }

    /// What it answers to a `TimeStampReq`.
    pub(crate) fn answer(&self, request: &[u8]) -> Vec<u8> {
        fs::write(self.path("query"), request).unwrap();
        self.openssl("ts -reply -config cnf -queryfile query -out reply");
        fs::read(self.path("reply")).unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        Path::new(self.0.path()).join(name)
    }

    pub(crate) fn openssl(&self, words: &str) {
        let output = Command::new("openssl")
            .args(words.split(' ').filter(|word| !word.is_empty()))
            .current_dir(self.0.path())
            .output()
            .expect("the tests of timestamps need the program openssl");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {words}: {complaint}");
    }
}
