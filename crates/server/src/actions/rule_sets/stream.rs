//! Where the events of versions of the rules lie.

use store::events::Stream;

pub(super) fn stream() -> Stream {
    Stream::Marketplace("rules".to_owned())
}
